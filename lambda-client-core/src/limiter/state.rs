//! Who runs and who waits, and what the limiter learns from their ends.

use std::collections::BTreeMap;
use std::task::Waker;
use std::time::{Duration, Instant};

use crate::limiter::limit::Limit;
use crate::limiter::long_runs::{LongRuns, Sent};
use crate::limiter::pause::Pauses;
use crate::limiter::signal::{Refusal, Signal, Verdict};

/// After this time without an attempt, one more is tried, and after a longer one the limit doubles again.
const IDLE: Duration = Duration::from_secs(1);
const LONG_IDLE: Duration = Duration::from_secs(30);

/// If nothing has started for this time although somebody waits, one attempt more than the limit is made: what is running may run for
/// long. The time doubles while these attempts are throttled.
const FIRST_PROBE: Duration = Duration::from_secs(5);
const MAX_PROBE: Duration = Duration::from_secs(60);

/// The place in the queue: retries first, then by arrival.
pub(super) type Ticket = (bool, u64);

#[derive(Debug)]
pub(super) struct State {
    limit: Limit,
    pauses: Pauses,
    /// The number of cuts and pauses. Throttled attempts from before the last one do not cut or pause again.
    epoch: u64,
    /// The attempts that are running, with their epochs.
    running: BTreeMap<u64, u64>,
    long_runs: LongRuns,
    /// The attempt beyond the limit, and the time before it.
    probe: Option<u64>,
    probe_after: Duration,
    last_started: Option<Instant>,
    last_used: Option<Instant>,
    next: u64,
    waiting: BTreeMap<Ticket, Waker>,
    /// The waiting ones that may go on, with their attempts.
    granted: BTreeMap<Ticket, u64>,
    /// Woken after the lock has been released: what a waker runs may lock again, even when it is dropped.
    to_wake: Vec<Waker>,
}

impl Default for State {
    fn default() -> State {
        State {
            limit: Limit::default(),
            pauses: Pauses::default(),
            epoch: 0,
            running: BTreeMap::new(),
            long_runs: LongRuns::default(),
            probe: None,
            probe_after: FIRST_PROBE,
            last_started: None,
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

    pub(super) fn limit(&self) -> usize {
        self.limit.get()
    }

    pub(super) fn in_flight(&self) -> usize {
        self.running.len()
    }

    /// Returns the limit, and what of it is used.
    #[cfg(feature = "metrics")]
    pub(super) fn levels(&self) -> (usize, usize) {
        (self.limit(), self.in_flight())
    }

    pub(super) fn set_limit(&mut self, limit: usize, now: Instant) {
        self.limit.set(limit);
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
        let idle = idle_since.map(|last| now.saturating_duration_since(last));
        if idle > Some(IDLE) {
            self.limit.try_one_more();
            self.pauses.forget_throttles();
        }
        if idle > Some(LONG_IDLE) {
            self.limit.double_again();
        }
        // `false` sorts first.
        (!is_retry, self.number())
    }

    /// Returns the attempt that a waiting one may make. Otherwise it is woken when that changes, except for the passing of time.
    pub(super) fn poll(&mut self, ticket: Ticket, waker: &Waker, now: Instant) -> Option<u64> {
        if !self.granted.contains_key(&ticket) {
            match self.waiting.get_mut(&ticket) {
                Some(known) if known.will_wake(waker) => {}
                Some(known) => {
                    let old = std::mem::replace(known, waker.clone());
                    self.to_wake.push(old);
                }
                None => {
                    self.waiting.insert(ticket, waker.clone());
                }
            }
        }
        self.grant(now);
        self.granted.remove(&ticket)
    }

    /// Returns why those who wait should fail, if they should.
    pub(super) fn refuse(&mut self, now: Instant) -> Option<Refusal> {
        let refusal = self.pauses.refusal()?;
        self.last_used = Some(now);
        Some(refusal)
    }

    /// Notes who makes an attempt that `poll` has returned.
    pub(super) fn taken(&mut self, id: u64, sent: Sent) {
        self.long_runs.taken(id, sent);
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
        let pause = self.pauses.until(now);
        let look = self.long_runs.next_look();
        pause.or_else(|| look.into_iter().chain(self.probe_at()).min())
    }

    /// Returns when an attempt beyond the limit may start, if nothing else does.
    fn probe_at(&self) -> Option<Instant> {
        self.last_started.map(|last| last + self.probe_after)
    }

    /// Ends a pause that cannot be waited for.
    pub(super) fn end_pause(&mut self, now: Instant) {
        self.pauses.end();
        self.grant(now);
    }

    /// Lets those who wait go on, as far as the limit allows.
    fn grant(&mut self, now: Instant) {
        self.credit_long_runs(now);
        if self.pauses.until(now).is_some() {
            return;
        }
        while self.running.len() < self.limit.get() {
            if self.start(now).is_none() || self.pauses.until(now).is_some() {
                return;
            }
        }
        if self.probe_at().is_some_and(|at| at <= now) {
            self.probe = self.start(now);
        }
    }

    /// Lets the first one go on that waits, if there is one.
    fn start(&mut self, now: Instant) -> Option<u64> {
        let (ticket, waker) = self.waiting.pop_first()?;
        let id = self.number();
        self.running.insert(id, self.epoch);
        self.long_runs.start(id, now);
        (self.last_started, self.last_used) = (Some(now), Some(now));
        self.pauses.started(now);
        self.granted.insert(ticket, id);
        self.to_wake.push(waker);
        Some(id)
    }

    /// Grows the limit for what has been running for so long that it cannot be throttled any more.
    fn credit_long_runs(&mut self, now: Instant) {
        for id in self.long_runs.find(now) {
            // An end would also have freed a place.
            self.admitted(id, 2.0);
            self.pauses.stop_refusing();
        }
    }

    /// Grows the limit for an attempt that was admitted, and still counts as running.
    fn admitted(&mut self, id: u64, doubling: f64) {
        if self.probe == Some(id) {
            (self.probe, self.probe_after) = (None, FIRST_PROBE);
            self.limit.raise_to(self.running.len());
        }
        self.limit.grow(self.running.len(), doubling);
    }

    /// Frees the place of an attempt, and learns from its end.
    pub(super) fn end(&mut self, id: u64, signal: Signal, now: Instant) -> Verdict {
        let in_flight = self.running.len();
        let Some(epoch) = self.running.get(&id) else {
            return Verdict::Wait;
        };
        let is_news = *epoch == self.epoch;
        self.last_used = Some(now);
        let is_new = self.long_runs.end(id);
        if signal == Signal::Admitted {
            if is_new {
                self.admitted(id, 1.0);
            }
            self.pauses.admitted();
        }
        self.running.remove(&id);
        let was_probe = self.probe == Some(id);
        if was_probe {
            self.probe = None;
        }
        let verdict = match signal {
            Signal::Admitted | Signal::Nothing => Verdict::Wait,
            // The limit was right.
            Signal::Full { .. } if was_probe && !self.running.is_empty() => {
                self.probe_after = (self.probe_after * 2).min(MAX_PROBE);
                Verdict::Wait
            }
            Signal::Full { reserved } => {
                let still = self.running.len();
                match is_news {
                    true => self.limit.cut(in_flight, still),
                    false => self.limit.clamp(still),
                }
                self.epoch += u64::from(is_news);
                match still {
                    0 => self.pauses.full(reserved, now),
                    _ => Verdict::Wait,
                }
            }
            Signal::TooFast { retry_after } => {
                self.limit.level_off();
                self.epoch += u64::from(is_news);
                // Those that were sent before the pause began do not make it longer.
                match is_news || retry_after.is_some() {
                    true => self.pauses.too_fast(retry_after, now),
                    false => Verdict::Wait,
                }
            }
        };
        if verdict == Verdict::Fail {
            // They fail, too.
            self.to_wake.extend(self.waiting.values().cloned());
        }
        self.grant(now);
        verdict
    }
}
