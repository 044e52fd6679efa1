//! The class of a failed attempt.

use crate::certainty::{DidRun, Retryability};

/// The class of a failed attempt: what it proves, and whether another one can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) did_run: DidRun,
    pub(crate) retryability: Retryability,
    /// The failure may last longer than its retryability suggests, so a few attempts must do.
    pub(crate) stop_early: bool,
}

impl Class {
    pub(crate) const fn new(did_run: DidRun, retryability: Retryability) -> Self {
        Class {
            did_run,
            retryability,
            stop_early: false,
        }
    }

    /// Returns whether any call, idempotent or not, may be attempted again.
    pub(crate) fn is_safe_to_retry(self) -> bool {
        self.did_run == DidRun::No && self.retryability != Retryability::Permanent
    }

    pub(crate) const fn stopping_early(mut self) -> Self {
        self.stop_early = true;
        self
    }
}
