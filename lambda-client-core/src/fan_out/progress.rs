//! How far a fan-out has got.

use std::time::Duration;

use crate::limiter::Item;

/// How far a fan-out has got, each time that an item has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The items that succeeded.
    pub succeeded: usize,
    /// The items that failed, panicked or were canceled.
    pub failed: usize,
    /// The items that are running or wait for the limiter.
    pub in_flight: usize,
    /// The number of all inputs, if it is known.
    pub total: Option<usize>,
    /// How many items may run at a time now; with [`pack`](crate::fan_out::pack()), how many calls. It is what
    /// [`concurrency`](crate::fan_out::FanOut::concurrency) says, or else the limit of the [`Limiter`](crate::fan_out::Limiter) that admitted
    /// the item, and the most items at a time before the limiter has admitted one.
    pub limit: usize,
    /// The attempts that were throttled.
    pub throttled: u64,
    /// The attempts that followed a failure other than a throttled attempt.
    pub retried: u64,
    /// The billed time of the calls that Lambda reported on: those with [`tail_log`](crate::Call::tail_log). Of a call that
    /// made several attempts, it includes the last one.
    pub billed: Duration,
    /// The number of calls whose time is in `billed`.
    pub billed_calls: u64,
}

impl Progress {
    /// Returns the number of items that have ended.
    pub fn finished(&self) -> usize {
        self.succeeded + self.failed
    }

    /// Returns how many items were started.
    pub(super) fn started(&self) -> usize {
        self.finished() + self.in_flight
    }

    /// Adds what is known about the calls of an item.
    pub(super) fn add_calls(&mut self, item: &Item) {
        self.throttled += u64::from(item.throttled());
        self.retried += u64::from(item.retried());
        self.billed = self.billed.saturating_add(item.billed());
        self.billed_calls += u64::from(item.billed_calls());
    }
}
