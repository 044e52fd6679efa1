//! What is known of a request between the beginning of its transmission and the head of its response.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering, fence};

use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;

use crate::http::Handover;
use crate::sdk::observed::Observed;

/// What is known of a request that the SDK has given to its HTTP client.
#[derive(Clone, Debug)]
pub(crate) enum Evidence {
    /// Our HTTP client says so.
    Handover(Handover),
    /// The user's HTTP client may note the connection before it sends the request.
    Note(Note),
    Nothing,
}

/// The place for the note of one request.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    connection: CaptureSmithyConnection,
    /// The note was seen.
    is_noted: Cell<bool>,
    /// The body was read, or that of a clone. Not every way that a client has may note connections, and clones have lost the place
    /// for the note. Shared with every body that is left.
    is_read: Arc<AtomicBool>,
    notes: Arc<Notes>,
}

/// Whether the user's HTTP client notes connections. Both clients of `aws-smithy-http-client` on hyper 1 do so.
///
/// A name proves nothing: a client that wraps another one may forward its name.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// A request had a note.
    has_noted: AtomicBool,
    /// A request had a response and no note: the client sends some without notes.
    has_failed_to_note: AtomicBool,
}

impl Evidence {
    /// Makes a place for notes in a request to our HTTP client.
    pub(crate) fn of_own(request: &mut HttpRequest) -> Self {
        let handover = Handover::default();
        request.add_extension(handover.clone());
        Evidence::Handover(handover)
    }

    /// Finds the place for notes in a request to the user's client, and sees to it that it is noticed when somebody reads the body.
    ///
    /// The body becomes a stream, so there is no other way to its bytes: whoever sends the request, a clone or a copy of it reads
    /// them first.
    pub(crate) fn of_foreign(request: &mut HttpRequest, notes: &Arc<Notes>) -> Self {
        // The SDK puts this into every request, to be able to close a connection that misbehaves.
        let connection = request.extension::<CaptureSmithyConnection>().cloned();
        let (Some(connection), Some(bytes)) = (connection, request.body().bytes()) else {
            return Evidence::Nothing;
        };
        // Nobody needs to read an empty body to send it.
        if bytes.is_empty() {
            return Evidence::Nothing;
        }
        let is_read = Arc::new(AtomicBool::new(false));
        let read = is_read.clone();
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        *request.body_mut() = body.map(move |body| {
            let is_read = read.clone();
            SdkBody::from_body_1_x(Observed { body, is_read })
        });
        Evidence::Note(Note {
            connection,
            is_noted: Cell::new(false),
            is_read,
            notes: notes.clone(),
        })
    }

    /// Returns whether the request was certainly not sent.
    pub(crate) fn is_unsent(&self) -> bool {
        match self {
            Evidence::Handover(handover) => !handover.may_be_sent(),
            Evidence::Note(note) => note.is_certainly_missing(),
            Evidence::Nothing => false,
        }
    }

    /// Returns whether somebody still holds the body of a request that is over, and may send it yet.
    pub(crate) fn is_held(&self) -> bool {
        match self {
            Evidence::Note(note) => {
                let is_held = Arc::strong_count(&note.is_read) > 1;
                // What was done with a body before it was dropped is seen from here on.
                fence(Ordering::Acquire);
                is_held
            }
            Evidence::Handover(_) | Evidence::Nothing => false,
        }
    }

    /// Learns from a request that is over whether its client notes connections.
    pub(crate) fn learn(&self, has_response: bool) {
        if let Evidence::Note(note) = self {
            note.learn(has_response);
        }
    }
}

impl Note {
    fn is_certainly_missing(&self) -> bool {
        !self.is_read.load(Ordering::Acquire)
            && self.notes.has_noted.load(Ordering::Acquire)
            && !self.notes.has_failed_to_note.load(Ordering::Acquire)
            && !self.is_noted()
    }

    /// A note stays. To look for it is not free: the HTTP client makes a description of the connection.
    fn is_noted(&self) -> bool {
        let is_noted = self.is_noted.get() || self.connection.get().is_some();
        self.is_noted.set(is_noted);
        is_noted
    }

    fn learn(&self, has_response: bool) {
        let is_noted = self.is_noted();
        if is_noted {
            self.notes.has_noted.store(true, Ordering::Release);
        }
        if has_response && !is_noted {
            self.notes.has_failed_to_note.store(true, Ordering::Release);
        }
    }
}
