//! The class of a failed attempt.

use crate::certainty::{DidRun, Retryability};

/// What a failed attempt proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) did_run: DidRun,
    pub(crate) retryability: Retryability,
    /// The cause may be permanent after all: only a few attempts are worth making.
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

    /// Whether any call, idempotent or not, could be attempted again.
    pub(crate) fn is_safe_to_retry(self) -> bool {
        self.did_run == DidRun::No && self.retryability != Retryability::Permanent
    }

    pub(crate) const fn stopping_early(mut self) -> Self {
        self.stop_early = true;
        self
    }
}
