//! The settings of a call, in layers.

mod retry;

use std::time::Duration;

pub use self::retry::RetryConfig;

/// One layer of settings: those of a call, a client, a method's declaration or the [`Lambda`](crate::Lambda).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) tail_log: Option<bool>,
    pub(crate) retry: RetryConfig,
}

impl Settings {
    /// Returns `self`, with what it leaves unset taken from `lower`.
    pub(crate) fn over(self, lower: Settings) -> Settings {
        Settings {
            timeout: self.timeout.or(lower.timeout),
            attempt_timeout: self.attempt_timeout.or(lower.attempt_timeout),
            idempotent: self.idempotent.or(lower.idempotent),
            tail_log: self.tail_log.or(lower.tail_log),
            retry: self.retry.or(lower.retry),
        }
    }
}
