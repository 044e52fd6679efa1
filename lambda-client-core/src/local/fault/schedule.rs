//! The faults of one function, each with the number of calls that it has counted.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::local::fault::{Crash, Fault, FaultKind, FaultPoint};
use crate::local::seeded_rng::SeededRng;
use crate::local::service_error::ServiceError;

/// What the faults of a function do to one call.
#[derive(Debug, Default)]
pub(crate) struct FaultEffects {
    pub(crate) delay: Duration,
    pub(crate) request: Option<RequestFault>,
    pub(crate) crash: Option<Crash>,
}

/// What happens to the request, other than a delay.
#[derive(Debug)]
pub(crate) enum RequestFault {
    Error(ServiceError),
    ResetBeforeRun,
    ResetAfterRun,
    /// The connection breaks after this many bytes of the response's body.
    TruncateBody(usize),
}

#[derive(Debug, Default)]
pub(crate) struct FaultSchedule(Mutex<Vec<Active>>);

#[derive(Debug)]
struct Active {
    fault: Fault,
    calls: u64,
}

impl FaultSchedule {
    fn lock(&self) -> MutexGuard<'_, Vec<Active>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, fault: Fault) {
        self.lock().push(Active { fault, calls: 0 });
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// Counts one call and returns what its faults do: all delays added up, and the first of each other kind.
    pub(crate) fn next(&self, point: FaultPoint, rng: &SeededRng) -> FaultEffects {
        let mut effects = FaultEffects::default();
        for active in self.lock().iter_mut() {
            if active.fault.point != point {
                continue;
            }
            active.calls += 1;
            if !active.fault.applies_to(active.calls, rng) {
                continue;
            }
            let request = match &active.fault.kind {
                FaultKind::Delay(duration) => {
                    effects.delay = effects.delay.saturating_add(*duration);
                    continue;
                }
                FaultKind::Crash(crash) => {
                    effects.crash.get_or_insert_with(|| crash.clone());
                    continue;
                }
                FaultKind::Error(error) => RequestFault::Error(error.clone()),
                FaultKind::ResetBeforeRun => RequestFault::ResetBeforeRun,
                FaultKind::ResetAfterRun => RequestFault::ResetAfterRun,
                FaultKind::TruncateBody(after) => RequestFault::TruncateBody(*after),
            };
            effects.request.get_or_insert(request);
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls_with(fault: Fault) -> String {
        let faults = FaultSchedule::default();
        faults.add(fault);
        let rng = SeededRng::new(Some(1), "f");
        let one = || match faults.next(FaultPoint::Requests, &rng).request {
            Some(_) => 'x',
            None => '.',
        };
        std::iter::repeat_with(one).take(8).collect()
    }

    #[test]
    fn a_fault_applies_to_the_selected_calls() {
        let throttle = Fault::throttle;
        assert_eq!(calls_with(throttle()), "xxxxxxxx");
        assert_eq!(calls_with(throttle().on_call(3)), "..x.....");
        assert_eq!(calls_with(throttle().on_calls(2..=4)), ".xxx....");
        assert_eq!(calls_with(throttle().times(2)), "xx......");
        assert_eq!(calls_with(throttle().every(3)), "..x..x..");
        assert_eq!(calls_with(throttle().in_queue()), "........");
        let share = calls_with(throttle().with_probability(0.5));
        assert_eq!(share, calls_with(throttle().with_probability(0.5)));
        assert!(share.contains('x') && share.contains('.'), "{share}");
    }

    #[test]
    fn delays_add_up_and_the_first_other_fault_applies() {
        let faults = FaultSchedule::default();
        for fault in [
            Fault::delay(Duration::from_secs(1)),
            Fault::reset_before_run().on_call(2),
            Fault::throttle(),
            Fault::delay(Duration::from_secs(2)),
        ] {
            faults.add(fault);
        }
        let rng = SeededRng::new(None, "f");
        let first = faults.next(FaultPoint::Requests, &rng);
        assert_eq!(first.delay, Duration::from_secs(3));
        assert!(matches!(first.request, Some(RequestFault::Error(_))));
        let second = faults.next(FaultPoint::Requests, &rng);
        assert!(matches!(second.request, Some(RequestFault::ResetBeforeRun)));
    }
}
