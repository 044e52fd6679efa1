//! The faults of one function, and how many calls they have seen.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::local::engine::seeded_rng::SeededRng;
use crate::local::fault::{Crash, Fault, FaultPoint, Kind};
use crate::local::service_error::ServiceError;

/// What goes wrong with one call.
#[derive(Debug, Default)]
pub(crate) struct Hit {
    pub(crate) delay: Duration,
    pub(crate) broken: Option<Broken>,
    pub(crate) crash: Option<Crash>,
}

/// What the caller of one call meets.
#[derive(Debug)]
pub(crate) enum Broken {
    Refused(ServiceError),
    ResetBefore,
    ResetAfter,
    CutOff(usize),
}

#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Active>>);

#[derive(Debug)]
struct Active {
    fault: Fault,
    seen: u64,
}

impl Faults {
    fn lock(&self) -> MutexGuard<'_, Vec<Active>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, fault: Fault) {
        self.lock().push(Active { fault, seen: 0 });
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// Counts one call. All delays that hit it add up; of everything else the first that hits it counts.
    pub(crate) fn next(&self, place: FaultPoint, chance: &SeededRng) -> Hit {
        let mut hit = Hit::default();
        for active in self.lock().iter_mut() {
            if active.fault.place != place {
                continue;
            }
            active.seen += 1;
            if !active.fault.hits(active.seen, chance) {
                continue;
            }
            let broken = match &active.fault.kind {
                Kind::Delay(duration) => {
                    hit.delay = hit.delay.saturating_add(*duration);
                    continue;
                }
                Kind::Crash(crash) => {
                    hit.crash.get_or_insert_with(|| crash.clone());
                    continue;
                }
                Kind::Refuse(refusal) => Broken::Refused(refusal.clone()),
                Kind::ResetBefore => Broken::ResetBefore,
                Kind::ResetAfter => Broken::ResetAfter,
                Kind::CutOff(after) => Broken::CutOff(*after),
            };
            hit.broken.get_or_insert(broken);
        }
        hit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(fault: Fault) -> String {
        let faults = Faults::default();
        faults.add(fault);
        let chance = SeededRng::new(Some(1), "f");
        let one = || match faults.next(FaultPoint::Requests, &chance).broken {
            Some(_) => 'x',
            None => '.',
        };
        std::iter::repeat_with(one).take(8).collect()
    }

    #[test]
    fn calls_are_counted() {
        let throttle = Fault::throttle;
        assert_eq!(hits(throttle()), "xxxxxxxx");
        assert_eq!(hits(throttle().on_call(3)), "..x.....");
        assert_eq!(hits(throttle().on_calls(2..=4)), ".xxx....");
        assert_eq!(hits(throttle().times(2)), "xx......");
        assert_eq!(hits(throttle().every(3)), "..x..x..");
        assert_eq!(hits(throttle().every(0)), "........");
        assert_eq!(hits(throttle().in_queue()), "........");
        let share = hits(throttle().with_probability(0.5));
        assert_eq!(share, hits(throttle().with_probability(0.5)));
        assert!(share.contains('x') && share.contains('.'), "{share}");
    }

    #[test]
    fn delays_add_up_and_the_first_of_the_rest_counts() {
        let faults = Faults::default();
        for fault in [
            Fault::delay(Duration::from_secs(1)),
            Fault::reset_before_run().on_call(2),
            Fault::throttle(),
            Fault::delay(Duration::from_secs(2)),
        ] {
            faults.add(fault);
        }
        let chance = SeededRng::new(None, "f");
        let first = faults.next(FaultPoint::Requests, &chance);
        assert_eq!(first.delay, Duration::from_secs(3));
        assert!(matches!(first.broken, Some(Broken::Refused(_))));
        let second = faults.next(FaultPoint::Requests, &chance);
        assert!(matches!(second.broken, Some(Broken::ResetBefore)));
    }
}
