//! An input under way.

use std::sync::Arc;

use crate::certainty::DidRun;
use crate::limiter::Item;

/// An input that is running.
pub(super) struct Running<I> {
    /// The index of its first item.
    pub(super) index: usize,
    pub(super) input: I,
    pub(super) item: Arc<Item>,
    /// What is known from when it was a part of a larger input.
    pub(super) earlier: DidRun,
}

impl<I> Running<I> {
    /// Returns whether the function ran, where `known` is known about the calls that the input has made.
    pub(super) fn did_run(&self, known: Option<DidRun>) -> DidRun {
        known.unwrap_or(DidRun::Unknown).max(self.earlier)
    }
}
