//! The configuration of retries.

use std::time::Duration;

use crate::settings::at_most;

/// Configures how calls are retried. What is left unset is taken from the next layer: call, client, method, trait,
/// [`Lambda`](crate::Lambda), and finally the defaults.
///
/// The configuration says how often and after what delays. *Whether* a call may be retried depends on what is known about the
/// failed attempt and on `idempotent`: a call that is not idempotent is retried only if the function certainly did not run. See
/// the table at [`Retryability`](crate::certainty::Retryability).
///
/// ```
/// use std::time::Duration;
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::RetryConfig;
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
    /// The default of [`max_attempts`](RetryConfig::max_attempts).
    pub const DEFAULT_MAX_ATTEMPTS: u32 = 3;

    /// The default of [`budget`](RetryConfig::budget).
    pub const DEFAULT_BUDGET: u32 = 100;

    /// Creates a configuration that leaves everything unset.
    pub const fn new() -> Self {
        RetryConfig {
            max_attempts: None,
            base_delay: None,
            max_delay: None,
            budget: None,
        }
    }

    /// Creates a configuration with one attempt, so without retries.
    pub const fn never() -> Self {
        RetryConfig::new().max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first. Default: 3. With 0, clients cannot be built and calls fail; 1
    /// disables retries.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        self
    }

    /// Sets the upper bound of the delay before the second attempt. The bound doubles with each further attempt, and each delay
    /// is drawn at random between zero and the bound. Default: 100 ms after a broken connection, 1 s after throttling, 2 s while
    /// the function is not ready.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = Some(delay);
        self
    }

    /// Sets the maximum delay. Default: 20 s, or 10 s while the function is not ready, and never less than the
    /// [`base_delay`](RetryConfig::base_delay). A call still waits for a longer `Retry-After` from Lambda, up to 60 s; beyond
    /// that it fails, and [`Error::retry_after`](crate::Error::retry_after) returns the delay.
    ///
    /// A `base_delay` that is longer, from the same or a more specific layer, is a mistake: clients cannot be built and calls fail.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = Some(delay);
        self
    }

    /// Sets the retry budget: how many retries a function may have outstanding before failures are returned at once. A retry
    /// takes one out of the budget, a call that succeeds after retries refunds them, and a call that succeeds without a retry
    /// refunds a fifth. Default: 100.
    ///
    /// Each function has its own budget, shared by all its versions, aliases and spellings. A bare name and an ARN with that
    /// name count as one function; ARNs with different accounts or regions do not.
    pub const fn budget(mut self, retries: u32) -> Self {
        self.budget = Some(retries);
        self
    }

    /// Returns `self`, with what it leaves unset taken from `other`.
    pub(crate) fn or(self, other: RetryConfig) -> RetryConfig {
        RetryConfig {
            max_attempts: self.max_attempts.or(other.max_attempts),
            base_delay: self
                .base_delay
                .or(at_most(other.base_delay, self.max_delay)),
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

    pub(crate) fn delays(&self, base: Duration, max: Duration) -> (Duration, Duration) {
        let base = self.base_delay.unwrap_or(base);
        // A longer `base_delay` was set on purpose, and the default is not a limit that anybody asked for.
        let max = match self.base_delay {
            Some(base) => max.max(base),
            None => max,
        };
        (base, self.max_delay.unwrap_or(max))
    }
}
