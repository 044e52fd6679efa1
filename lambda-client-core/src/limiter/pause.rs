//! Times in which nothing starts, and when to give up.

use std::time::{Duration, Instant};

use crate::limiter::signal::Verdict;

/// The pauses before a throttled attempt is made again if nothing is running whose end could make room for it. They double.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const MAX_PAUSE: Duration = Duration::from_secs(2);

/// The longest `Retry-After` that is waited for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// After this time without a success, throttled calls fail: if a reservation is used up that has not admitted anything yet, since it may
/// be one of zero, and otherwise.
const HOPELESS_RESERVED: Duration = Duration::from_secs(5);
const HOPELESS: Duration = Duration::from_secs(60);

/// The pauses of a function.
#[derive(Debug, Default)]
pub(super) struct Pauses {
    until: Option<Instant>,
    /// How many there were since the last success.
    number: u32,
    throttled_since: Option<Instant>,
    has_admitted: bool,
}

impl Pauses {
    /// Returns the end of the pause, if there is one.
    pub(super) fn until(&self, now: Instant) -> Option<Instant> {
        self.until.filter(|until| *until > now)
    }

    /// Ends the pause.
    pub(super) fn end(&mut self) {
        self.until = None;
    }

    /// Notes a success.
    pub(super) fn admitted(&mut self) {
        (self.throttled_since, self.number) = (None, 0);
        self.has_admitted = true;
    }

    /// Notes that nothing has been attempted for a while.
    pub(super) fn forget_throttles(&mut self) {
        self.throttled_since = None;
    }

    /// Lets nothing start for a while, since a reservation or something else is used up and nothing that is running will make room.
    pub(super) fn full(&mut self, is_reserved: bool, now: Instant) -> Verdict {
        let patience = match is_reserved && !self.has_admitted {
            true => HOPELESS_RESERVED,
            false => HOPELESS,
        };
        self.pause(None, patience, now)
    }

    /// Lets nothing start for a while, since too much was started in a short time.
    pub(super) fn too_fast(&mut self, retry_after: Option<Duration>, now: Instant) -> Verdict {
        self.pause(retry_after, HOPELESS, now)
    }

    fn pause(
        &mut self,
        retry_after: Option<Duration>,
        patience: Duration,
        now: Instant,
    ) -> Verdict {
        let since = *self.throttled_since.get_or_insert(now);
        if now.saturating_duration_since(since) >= patience {
            return Verdict::Fail;
        }
        let own = FIRST_PAUSE.saturating_mul(1 << self.number.min(10));
        self.number += 1;
        let pause = retry_after.unwrap_or(own.min(MAX_PAUSE));
        // A `Retry-After` of zero is no reason to try without end.
        let until = now + pause.clamp(FIRST_PAUSE, MAX_RETRY_AFTER);
        self.until = self.until.max(Some(until));
        Verdict::Wait
    }
}
