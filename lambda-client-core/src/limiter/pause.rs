//! Times in which nothing starts, and when to fail instead of waiting.

use std::time::{Duration, Instant};

use crate::limiter::signal::{Refusal, Verdict};

/// The pauses before a throttled attempt is made again if nothing is running whose end could make room for it. They double.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const MAX_PAUSE: Duration = Duration::from_secs(2);

/// The longest `Retry-After` that is waited for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// After this time without a success, throttled calls fail: if a reservation is used up that has not admitted anything yet, since it may
/// be one of zero, and otherwise.
const HOPELESS_RESERVED: Duration = Duration::from_secs(5);
const HOPELESS: Duration = Duration::from_secs(60);

/// How often one attempt is made after that, to notice that the function admits again.
const HOPELESS_PAUSE: Duration = Duration::from_secs(1);

/// The pauses of a function.
#[derive(Debug, Default)]
pub(super) struct Pauses {
    until: Option<Instant>,
    /// How many there were since the last success.
    number: u32,
    throttled_since: Option<Instant>,
    has_admitted: bool,
    /// What calls are told that would have to wait, once there has been no success for too long.
    refusal: Option<Refusal>,
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

    /// Returns why calls do not wait, if they do not.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    /// Notes that an attempt starts. While calls are refused, it is the only one for a while, however it ends.
    pub(super) fn started(&mut self, now: Instant) {
        if self.refusal.is_some() {
            self.until = Some(now + HOPELESS_PAUSE);
        }
    }

    /// Notes a success.
    pub(super) fn admitted(&mut self) {
        (self.throttled_since, self.number) = (None, 0);
        self.has_admitted = true;
        self.stop_refusing();
    }

    /// Lets calls wait again.
    pub(super) fn stop_refusing(&mut self) {
        if self.refusal.take().is_some() {
            self.until = None;
        }
    }

    /// Notes that nothing has been asked for for a while.
    pub(super) fn forget_throttles(&mut self) {
        self.throttled_since = None;
        self.stop_refusing();
    }

    /// Lets nothing start for a while, since a reservation or something else is used up and nothing that is running will make room.
    pub(super) fn full(&mut self, is_reserved: bool, now: Instant) -> Verdict {
        let patience = match is_reserved && !self.has_admitted {
            true => HOPELESS_RESERVED,
            false => HOPELESS,
        };
        self.pause(None, patience, Refusal { is_reserved }, now)
    }

    /// Lets nothing start for a while, since too much was started in a short time.
    pub(super) fn too_fast(&mut self, retry_after: Option<Duration>, now: Instant) -> Verdict {
        let refusal = Refusal { is_reserved: false };
        self.pause(retry_after, HOPELESS, refusal, now)
    }

    fn pause(
        &mut self,
        retry_after: Option<Duration>,
        patience: Duration,
        refusal: Refusal,
        now: Instant,
    ) -> Verdict {
        let since = *self.throttled_since.get_or_insert(now);
        let is_hopeless = now.saturating_duration_since(since) >= patience;
        let (own, least) = match is_hopeless {
            true => (HOPELESS_PAUSE, HOPELESS_PAUSE),
            // A `Retry-After` of zero does not lead to attempts without end.
            false => {
                let own = FIRST_PAUSE.saturating_mul(1 << self.number.min(10));
                (own.min(MAX_PAUSE), FIRST_PAUSE)
            }
        };
        self.number += 1;
        let until = now + retry_after.unwrap_or(own).clamp(least, MAX_RETRY_AFTER);
        self.until = self.until.max(Some(until));
        if !is_hopeless {
            return Verdict::Wait;
        }
        self.refusal = Some(refusal);
        Verdict::Fail
    }
}
