//! The class of a failed attempt.

use crate::certainty::{DidRun, Retryability};

/// The class of a failed attempt: what it proves, and whether another one can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) did_run: DidRun,
    pub(crate) retryability: Retryability,
    pub(crate) limit: RetryLimit,
}

/// How often to retry after a failure, within what the settings allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryLimit {
    /// As often as the settings allow.
    Settings,
    /// The failure may last longer than its retryability suggests, so a few attempts must do.
    Few,
    /// Once in a call, and at once: the failure itself has removed its cause, or it never will.
    Once,
}

impl Class {
    /// The class of a refusal that is due to the difference of two clocks: the next request is signed by the corrected time.
    pub(crate) const CLOCK_SKEW: Class =
        Class::new(DidRun::No, Retryability::Transient).limited(RetryLimit::Once);

    pub(crate) const fn new(did_run: DidRun, retryability: Retryability) -> Self {
        Class {
            did_run,
            retryability,
            limit: RetryLimit::Settings,
        }
    }

    /// Returns whether any call, idempotent or not, may be attempted again.
    pub(crate) fn is_safe_to_retry(self) -> bool {
        self.did_run == DidRun::No && self.retryability != Retryability::Permanent
    }

    /// Adds that at least this much may have run.
    pub(crate) fn at_least(self, did_run: DidRun) -> Self {
        Class {
            did_run: self.did_run.max(did_run),
            ..self
        }
    }

    pub(crate) const fn limited(mut self, limit: RetryLimit) -> Self {
        self.limit = limit;
        self
    }
}
