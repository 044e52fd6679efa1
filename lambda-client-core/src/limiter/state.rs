//! The rules of the limiter, and who runs and who waits.

use std::collections::BTreeMap;
use std::task::Waker;
use std::time::{Duration, Instant};

use crate::certainty::{DidRun, Retryability};

/// What a cut leaves of the attempts that are still running.
const CUT: f64 = 0.9;

/// How far the limit may grow above the last throttled one until capacity has evidently been added, and the limit doubles again.
const NEW_CAPACITY: f64 = 1.5;

/// Lambda throttles an attempt within milliseconds: what runs for longer has been admitted.
const ADMITTED_AFTER: Duration = Duration::from_millis(500);

/// After this time without an attempt, the limit is one more, and doubles again.
const IDLE: Duration = Duration::from_secs(1);

/// The pauses before a throttled attempt is made again if nothing is running whose end could make room for it. They double.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const MAX_PAUSE: Duration = Duration::from_secs(2);

/// The longest `Retry-After` that is waited for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// After this time without a success, throttled calls fail: with a reservation that is used up, which may be one of zero, and otherwise.
const HOPELESS_RESERVED: Duration = Duration::from_secs(5);
const HOPELESS: Duration = Duration::from_secs(60);

/// What the end of an attempt says about the function's capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// The function was allowed to run.
    Admitted,
    /// There are too many runs at a time.
    Full { reserved: bool },
    /// There are too many requests a second, or too much of something else that a smaller number of runs does not change.
    TooFast { retry_after: Option<Duration> },
    /// Nothing.
    Nothing,
}

impl Signal {
    /// Interprets the end of an attempt that failed.
    pub(crate) fn of(
        did_run: DidRun,
        retryability: Option<Retryability>,
        reason: Option<&str>,
        retry_after: Option<Duration>,
    ) -> Signal {
        if retryability != Some(Retryability::Throttled) {
            return match did_run {
                DidRun::Yes => Signal::Admitted,
                DidRun::No | DidRun::InitOnly | DidRun::Unknown => Signal::Nothing,
            };
        }
        match reason {
            None | Some("ConcurrentInvocationLimitExceeded") => Signal::Full { reserved: false },
            Some("ReservedFunctionConcurrentInvocationLimitExceeded") => {
                Signal::Full { reserved: true }
            }
            Some(_) => Signal::TooFast { retry_after },
        }
    }
}

/// Whether a throttled attempt should be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Wait,
    /// Every attempt has been throttled for a long time.
    Fail,
}

/// The place in the queue: retries first, then by arrival.
pub(super) type Ticket = (bool, u64);

#[derive(Debug)]
pub(super) struct State {
    limit: f64,
    /// The limit doubles in a round trip, until the first throttled attempt.
    is_doubling: bool,
    /// How many attempts were running when the last one was throttled.
    full_at: Option<f64>,
    /// The number of cuts. Throttled attempts from before the last one do not cut again.
    epoch: u64,
    running: BTreeMap<u64, Running>,
    /// The attempts before this one have been found to be admitted.
    admitted_below: u64,
    paused_until: Option<Instant>,
    pauses: u32,
    throttled_since: Option<Instant>,
    last_used: Option<Instant>,
    next: u64,
    waiting: BTreeMap<Ticket, Waker>,
    /// The waiting ones that may go on, with their attempts.
    granted: BTreeMap<Ticket, u64>,
    /// Woken after the lock has been released: what a waker runs may lock again.
    to_wake: Vec<Waker>,
}

#[derive(Debug)]
struct Running {
    since: Instant,
    epoch: u64,
}

impl Default for State {
    fn default() -> State {
        State {
            limit: 1.0,
            is_doubling: true,
            full_at: None,
            epoch: 0,
            running: BTreeMap::new(),
            admitted_below: 0,
            paused_until: None,
            pauses: 0,
            throttled_since: None,
            last_used: None,
            next: 0,
            waiting: BTreeMap::new(),
            granted: BTreeMap::new(),
            to_wake: Vec::new(),
        }
    }
}

impl State {
    /// Returns who is to be woken.
    pub(super) fn take_woken(&mut self) -> Vec<Waker> {
        std::mem::take(&mut self.to_wake)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the limit is at least one, and its fraction does not admit anything"
    )]
    pub(super) fn limit(&self) -> usize {
        self.limit as usize
    }

    pub(super) fn in_flight(&self) -> usize {
        self.running.len()
    }

    pub(super) fn set_limit(&mut self, limit: usize, now: Instant) {
        self.limit = count(limit.max(1));
        self.grant(now);
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Enters the queue.
    pub(super) fn enter(&mut self, is_retry: bool, now: Instant) -> Ticket {
        let is_unused = self.running.is_empty() && self.waiting.is_empty();
        let idle_since = self.last_used.filter(|_| is_unused);
        if idle_since.is_some_and(|last| now.saturating_duration_since(last) > IDLE) {
            self.limit += 1.0;
            self.is_doubling = true;
            self.throttled_since = None;
        }
        // `false` sorts first.
        (!is_retry, self.number())
    }

    /// Returns the attempt that a waiting one may make. Otherwise it is woken when that changes, except for the passing of time.
    pub(super) fn poll(&mut self, ticket: Ticket, waker: &Waker, now: Instant) -> Option<u64> {
        if !self.granted.contains_key(&ticket) {
            match self.waiting.get_mut(&ticket) {
                Some(known) => known.clone_from(waker),
                None => {
                    self.waiting.insert(ticket, waker.clone());
                }
            }
        }
        self.grant(now);
        self.granted.remove(&ticket)
    }

    /// Leaves the queue.
    pub(super) fn leave(&mut self, ticket: Ticket, now: Instant) {
        let waker = self.waiting.remove(&ticket);
        self.to_wake.extend(waker);
        if let Some(id) = self.granted.remove(&ticket) {
            self.end(id, Signal::Nothing, now);
        }
    }

    /// Returns when those who wait have to look again, if nothing else happens.
    pub(super) fn next_change(&self, now: Instant) -> Option<Instant> {
        let pause = self.paused_until.filter(|until| *until > now);
        let unproven = self.running.range(self.admitted_below..).next();
        let admitted = unproven.map(|(_, running)| running.since + ADMITTED_AFTER);
        pause.or(admitted)
    }

    /// Ends a pause that cannot be waited for.
    pub(super) fn end_pause(&mut self, now: Instant) {
        self.paused_until = None;
        self.grant(now);
    }

    /// Lets those who wait go on, as far as the limit allows.
    fn grant(&mut self, now: Instant) {
        self.credit_long_runs(now);
        if self.paused_until.is_some_and(|until| until > now) {
            return;
        }
        self.paused_until = None;
        while self.running.len() < self.limit() {
            let Some((ticket, waker)) = self.waiting.pop_first() else {
                return;
            };
            let id = self.number();
            let epoch = self.epoch;
            self.running.insert(id, Running { since: now, epoch });
            self.last_used = Some(now);
            self.granted.insert(ticket, id);
            self.to_wake.push(waker);
        }
    }

    /// Grows the limit for what has been running for so long that it cannot be throttled any more.
    fn credit_long_runs(&mut self, now: Instant) {
        let unproven = self.running.range(self.admitted_below..);
        let admitted: Vec<u64> = unproven
            .take_while(|(_, running)| running.since + ADMITTED_AFTER <= now)
            .map(|(id, _)| *id)
            .collect();
        for id in admitted {
            self.admitted_below = id + 1;
            // An end would also have freed a place.
            self.admitted(2.0);
        }
    }

    /// Frees the place of an attempt, and learns from its end.
    pub(super) fn end(&mut self, id: u64, signal: Signal, now: Instant) -> Verdict {
        let in_flight = self.running.len();
        let Some(running) = self.running.get(&id) else {
            return Verdict::Wait;
        };
        let epoch = running.epoch;
        self.last_used = Some(now);
        let verdict = match signal {
            Signal::Admitted => {
                // The place still counts as used.
                if id >= self.admitted_below {
                    self.admitted(1.0);
                }
                (self.throttled_since, self.pauses) = (None, 0);
                self.running.remove(&id);
                Verdict::Wait
            }
            Signal::Nothing => {
                self.running.remove(&id);
                Verdict::Wait
            }
            Signal::Full { reserved } => {
                self.running.remove(&id);
                self.cut(epoch, in_flight);
                let patience = if reserved {
                    HOPELESS_RESERVED
                } else {
                    HOPELESS
                };
                match self.running.is_empty() {
                    true => self.pause(None, patience, now),
                    false => Verdict::Wait,
                }
            }
            Signal::TooFast { retry_after } => {
                self.running.remove(&id);
                // Those that were sent before the pause began do not make it longer.
                let is_news = epoch == self.epoch;
                if is_news {
                    self.epoch += 1;
                }
                match is_news || retry_after.is_some() {
                    true => self.pause(retry_after, HOPELESS, now),
                    false => Verdict::Wait,
                }
            }
        };
        self.grant(now);
        verdict
    }

    /// Grows the limit, by `doubling` as long as it doubles.
    fn admitted(&mut self, doubling: f64) {
        let (limit, in_flight) = (self.limit, count(self.running.len()));
        if in_flight * 2.0 < limit {
            return;
        }
        let full_at = self.full_at.unwrap_or(f64::INFINITY);
        if limit > full_at * NEW_CAPACITY {
            self.is_doubling = true;
            self.full_at = None;
        }
        self.limit += match self.is_doubling {
            true => doubling,
            // Where the last attempt was throttled, the next one probably will be, too: look there less often.
            false if limit + 1.0 >= full_at && limit <= full_at + 1.0 => 0.5 / limit.max(8.0),
            false => 1.0 / limit,
        };
    }

    /// Shrinks the limit to what is still running, and once in an epoch a little below.
    fn cut(&mut self, epoch: u64, in_flight: usize) {
        let still = count(self.running.len());
        self.is_doubling = false;
        self.limit = self.limit.min(still);
        if epoch == self.epoch {
            self.epoch += 1;
            self.full_at = Some(count(in_flight));
            self.limit *= CUT;
        }
        self.limit = self.limit.max(1.0);
    }

    /// Lets nothing start for a while, unless that has not helped for long.
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
        let own = FIRST_PAUSE.saturating_mul(1 << self.pauses.min(10));
        self.pauses += 1;
        let pause = retry_after.unwrap_or(own.min(MAX_PAUSE));
        let until = now + pause.min(MAX_RETRY_AFTER);
        self.paused_until = self.paused_until.max(Some(until));
        Verdict::Wait
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "there are fewer attempts at a time than 2^52"
)]
fn count(number: usize) -> f64 {
    number as f64
}
