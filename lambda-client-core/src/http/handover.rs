//! Whether the other side can have a request.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// Whether the other side can have a request, readable while the request is under way and after it was given up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handover(Arc<AtomicU8>);

const UNSENT: u8 = 1;
const SENT: u8 = 2;

impl Handover {
    /// Notes that a client has the request, and will note it when the request is sent.
    pub(crate) fn begin(&self) {
        self.0.fetch_max(UNSENT, Ordering::AcqRel);
    }

    /// Notes that the operating system has taken as many bytes as the request's body has, and at least one: the other side
    /// can have the whole request. Before that it cannot, and nobody processes a request that did not arrive in full.
    pub(crate) fn note_sent(&self) {
        self.0.fetch_max(SENT, Ordering::AcqRel);
    }

    /// Returns whether the other side certainly does not have the request. Nothing is certain before [`begin`](Self::begin).
    pub(crate) fn is_unsent(&self) -> bool {
        self.0.load(Ordering::Acquire) == UNSENT
    }
}
