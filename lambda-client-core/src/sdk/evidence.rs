//! What is known of a request between the beginning of its transmission and the head of its response.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;

use crate::http::Handover;

/// What is known of a request that the SDK has given to its HTTP client.
#[derive(Clone, Debug)]
pub(crate) enum Evidence {
    /// Our HTTP client says so.
    Handover(Handover),
    /// An HTTP client of the user's may note the connection before it sends the request.
    Connection(CaptureSmithyConnection, Arc<Notes>),
    Nothing,
}

/// Whether an HTTP client of the user's notes connections. Both clients of `aws-smithy-http-client` on hyper 1 do so.
///
/// A name proves nothing: a client that wraps another one may forward its name, and send clones of requests, which have lost
/// the place for the note.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// A request had a note.
    has_noted: AtomicBool,
    /// A request had a response and no note: requests are sent without notes, too.
    has_failed_to_note: AtomicBool,
}

impl Notes {
    fn are_complete(&self) -> bool {
        self.has_noted.load(Ordering::Acquire) && !self.has_failed_to_note.load(Ordering::Acquire)
    }
}

impl Evidence {
    /// Returns whether the request was certainly not sent.
    pub(crate) fn is_unsent(&self) -> bool {
        match self {
            Evidence::Handover(handover) => handover.is_unsent(),
            Evidence::Connection(connection, notes) => {
                notes.are_complete() && connection.get().is_none()
            }
            Evidence::Nothing => false,
        }
    }

    /// Learns from a request that is over whether its client notes connections.
    pub(crate) fn learn(&self, has_response: bool) {
        if let Evidence::Connection(connection, notes) = self {
            if connection.get().is_some() {
                notes.has_noted.store(true, Ordering::Release);
            } else if has_response {
                notes.has_failed_to_note.store(true, Ordering::Release);
            }
        }
    }
}
