//! Whether the other side can have a request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the other side can have a request, readable while the request is under way and after its future was dropped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handover(Arc<AtomicBool>);

impl Handover {
    /// Notes that the operating system has taken as many bytes as the request's body has, and at least one: the other side
    /// can have the whole request. Before that it cannot, and nobody processes a request that did not arrive in full.
    pub(crate) fn note_sent(&self) {
        self.0.store(true, Ordering::Release);
    }

    pub(crate) fn may_be_sent(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
