//! How a call is retried.

use std::time::Duration;

/// How calls are repeated. Plain data; what is not set is taken from the next layer, at last from the defaults.
///
/// This says how often and how patiently. *Whether* a call may be repeated follows from what is known about the failed
/// attempt and from `idempotent`: a call that is not idempotent is repeated only where it is certain that nothing ran. The
/// whole table is at [`Retryability`](crate::certainty::Retryability).
///
/// ```
/// use std::time::Duration;
/// use lambda_client_core::RetryConfig;
///
/// let patient = RetryConfig::new().max_attempts(5).base_delay(Duration::from_millis(200));
/// assert_ne!(patient, RetryConfig::never());
/// assert_eq!(RetryConfig::new(), RetryConfig::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct RetryConfig {
    pub(crate) max_attempts: Option<u32>,
    pub(crate) base_delay: Option<Duration>,
    pub(crate) max_delay: Option<Duration>,
    pub(crate) budget: Option<u32>,
}

impl RetryConfig {
    /// Attempts where nothing else is set.
    pub const DEFAULT_MAX_ATTEMPTS: u32 = 3;

    /// Retries in the budget of a function where nothing else is set.
    pub const DEFAULT_BUDGET: u32 = 100;

    /// Nothing set.
    pub const fn new() -> Self {
        RetryConfig {
            max_attempts: None,
            base_delay: None,
            max_delay: None,
            budget: None,
        }
    }

    /// One attempt, no retry.
    pub const fn never() -> Self {
        RetryConfig::new().max_attempts(1)
    }

    /// How many attempts a call may take, the first included; 0 counts as 1. Default: 3.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(if attempts == 0 { 1 } else { attempts });
        self
    }

    /// The longest delay before the second attempt; it doubles with every further one, and each delay is drawn at random
    /// between zero and that bound. Default: 100 ms after a broken connection, 1 s after a throttle, 2 s while the
    /// function is not ready.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = Some(delay);
        self
    }

    /// The bound that delays stop growing at. Default: 20 s, and 10 s while the function is not ready. A `Retry-After`
    /// from Lambda is waited for even where it is longer; beyond 60 s the call ends instead, see
    /// [`Error::retry_after`](crate::Error::retry_after).
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = Some(delay);
        self
    }

    /// How many retries a function may have outstanding before failures are returned at once. Each function has its own
    /// budget: a retry takes one, a call that succeeds gives back what it took, and a call that succeeds at once
    /// gives back a fifth. Default: 100.
    pub const fn budget(mut self, retries: u32) -> Self {
        self.budget = Some(retries);
        self
    }

    /// `self` where it is set, else `other`.
    pub(crate) fn or(self, other: RetryConfig) -> RetryConfig {
        RetryConfig {
            max_attempts: self.max_attempts.or(other.max_attempts),
            base_delay: self.base_delay.or(other.base_delay),
            max_delay: self.max_delay.or(other.max_delay),
            budget: self.budget.or(other.budget),
        }
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.max_attempts.unwrap_or(Self::DEFAULT_MAX_ATTEMPTS)
    }

    pub(crate) fn budget_size(&self) -> u32 {
        self.budget.unwrap_or(Self::DEFAULT_BUDGET)
    }

    pub(crate) fn delays(&self, base: Duration, cap: Duration) -> (Duration, Duration) {
        (
            self.base_delay.unwrap_or(base),
            self.max_delay.unwrap_or(cap),
        )
    }
}
