//! The class of a failed attempt.

use crate::certainty::{DidRun, Outlook};

/// What is known after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) did_run: DidRun,
    pub(crate) outlook: Outlook,
    /// The outlook may be worse than it looks: few attempts only.
    pub(crate) stop_early: bool,
}

impl Class {
    pub(crate) const fn new(did_run: DidRun, outlook: Outlook) -> Self {
        Class {
            did_run,
            outlook,
            stop_early: false,
        }
    }

    pub(crate) const fn stopping_early(mut self) -> Self {
        self.stop_early = true;
        self
    }
}
