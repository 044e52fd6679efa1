//! The class of a failed attempt.

use crate::certainty::{DidRun, Retryability};

/// What is known after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) did_run: DidRun,
    pub(crate) retryability: Retryability,
    /// The retryability may be worse than it looks: few attempts only.
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

    pub(crate) const fn stopping_early(mut self) -> Self {
        self.stop_early = true;
        self
    }
}
