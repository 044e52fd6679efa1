//! When a request ends, and which setting or invocation says so.

use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::server::Context;
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// When the whole request ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    pub(crate) at: Instant,
    /// What it follows from.
    pub(crate) limit: Limit,
}

/// What an attempt ends by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Attempt(Duration),
    Call(Duration),
    Deadline,
    /// The invocation that makes the request then has this much time left.
    Invocation(Duration),
}

/// How long an attempt may take.
pub(super) struct Bound {
    pub(super) left: Duration,
    pub(super) limit: Limit,
}

impl Deadline {
    /// Returns the earliest deadline of a request that starts now: that of its timeout, its own one, or that of the invocation that
    /// makes it.
    pub(crate) fn earliest(
        clock: &dyn Clock,
        timeout: Option<Duration>,
        deadline: Option<Instant>,
        invocation: Option<&Context>,
    ) -> Option<Deadline> {
        let after = |time: Duration, limit: Limit| {
            // A time that `Instant` cannot represent never comes.
            let at = clock.now().checked_add(time)?;
            Some(Deadline { at, limit })
        };
        let timeout = timeout.and_then(|timeout| after(timeout, Limit::Call(timeout)));
        let given = deadline.map(|at| Deadline {
            at,
            limit: Limit::Deadline,
        });
        // The invocation may run on another clock, whose moments mean nothing on this one.
        let invocation = invocation
            .and_then(Context::time_for_calls)
            .and_then(|time| after(time.left, Limit::Invocation(time.kept)));
        // Of equal ones the first counts, so that a call ends by its own limit if it has it anyway.
        let all = [timeout, given, invocation].into_iter().flatten();
        all.min_by_key(|deadline| deadline.at)
    }
}

impl Limit {
    /// Returns the error of an attempt that this limit has ended.
    pub(crate) fn error(self, evidence: Evidence) -> TransportError {
        let message = match self {
            Limit::Attempt(timeout) => format!("the attempt timed out after {timeout:?}"),
            Limit::Call(timeout) => format!("timed out after {timeout:?}"),
            Limit::Deadline => "the deadline passed".to_owned(),
            Limit::Invocation(kept) => return invocation_ends(evidence, kept),
        };
        timed_out(evidence, &message)
    }

    /// Returns the error of an attempt for which this limit leaves no time.
    pub(super) fn too_late(self) -> TransportError {
        match self {
            Limit::Attempt(_) | Limit::Call(_) | Limit::Deadline => timed_out(
                Evidence::NotSent,
                "the deadline passed before the request was sent",
            ),
            Limit::Invocation(kept) => invocation_ends(Evidence::NotSent, kept),
        }
    }
}

fn timed_out(evidence: Evidence, message: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Timeout, evidence).with_message(message)
}

fn invocation_ends(evidence: Evidence, kept: Duration) -> TransportError {
    let message = match kept.as_millis() {
        0 => "the invocation that made this call has ended".to_owned(),
        kept => format!(
            "the invocation that made this call has {kept}ms left, which it keeps for its own response"
        ),
    };
    TransportError::new(TransportErrorKind::InvocationDeadline, evidence).with_message(message)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::ManualClock;
    use crate::server::Invocation;
    use crate::server::context::source::ContextSource;

    const SECOND: Duration = Duration::from_secs(1);
    const MARGIN: Duration = Duration::from_millis(200);

    fn invocation(clock: &ManualClock, remaining: Option<Duration>) -> Context {
        let mut invocation = Invocation::new("{}");
        invocation.remaining_time = remaining;
        let source = ContextSource {
            clock: Arc::new(clock.clone()),
            ..ContextSource::default()
        };
        Context::of(&invocation, source)
    }

    #[test]
    fn the_time_of_an_invocation_is_converted_to_the_clock_of_the_call() {
        let (ours, theirs) = (ManualClock::new(), ManualClock::new());
        ours.advance(100 * SECOND);
        let context = invocation(&theirs, Some(3 * SECOND));
        theirs.advance(SECOND);
        let found = Deadline::earliest(&ours, None, None, Some(&context)).unwrap();
        assert_eq!(found.at, ours.now() + 2 * SECOND - MARGIN);
        assert_eq!(found.limit, Limit::Invocation(MARGIN));
        theirs.advance(2 * SECOND - MARGIN / 2);
        let found = Deadline::earliest(&ours, None, None, Some(&context)).unwrap();
        assert_eq!(found.at, ours.now());
        assert_eq!(found.limit, Limit::Invocation(MARGIN / 2));
    }

    #[test]
    fn the_earliest_limit_counts_and_of_equal_ones_that_of_the_call() {
        let clock = ManualClock::new();
        let context = invocation(&clock, Some(SECOND + MARGIN));
        let limit = |timeout: Option<Duration>, deadline: Option<Duration>| {
            let deadline = deadline.map(|after| clock.now() + after);
            let found = Deadline::earliest(&clock, timeout, deadline, Some(&context));
            found.unwrap().limit
        };
        assert_eq!(limit(None, None), Limit::Invocation(MARGIN));
        assert_eq!(limit(Some(SECOND), None), Limit::Call(SECOND));
        assert_eq!(limit(None, Some(SECOND)), Limit::Deadline);
        assert_eq!(limit(Some(SECOND), Some(SECOND)), Limit::Call(SECOND));
        let later = SECOND + Duration::from_nanos(1);
        assert_eq!(limit(Some(later), Some(later)), Limit::Invocation(MARGIN));
    }

    #[test]
    fn an_invocation_without_a_limit_does_not_limit_its_calls() {
        let clock = ManualClock::new();
        for remaining in [None, Some(Duration::MAX)] {
            let context = invocation(&clock, remaining);
            let found = Deadline::earliest(&clock, None, None, Some(&context));
            assert!(found.is_none(), "{found:?}");
        }
    }
}
