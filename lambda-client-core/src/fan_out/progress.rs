//! How far a fan-out has got.

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
    /// The attempts that were throttled.
    pub throttled: u64,
    /// The attempts that followed a failure other than a throttled attempt.
    pub retried: u64,
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
}
