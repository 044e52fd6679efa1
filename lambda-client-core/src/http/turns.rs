//! Who may open a connection.

use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// How many connections to one server are opened at once. A listener commonly queues 128 (`listen(2)` as the standard library
/// calls it); what it drops beyond that is sent again after a second.
const MAX_OPENING: usize = 100;

/// Who may open a connection to one server.
#[derive(Debug)]
pub(crate) struct Turns {
    opening: Arc<Semaphore>,
    freed: Notify,
}

/// What a request may do next.
pub(crate) enum Turn {
    /// Open a connection, and then drop the permit.
    Open(OwnedSemaphorePermit),
    /// Look for an idle connection again: one was put back.
    LookAgain,
}

impl Turns {
    pub(crate) fn new() -> Self {
        Turns {
            opening: Arc::new(Semaphore::new(MAX_OPENING)),
            freed: Notify::new(),
        }
    }

    /// Notes that a connection was put back.
    pub(crate) fn note_freed(&self) {
        self.freed.notify_one();
    }

    /// Waits until a request may open a connection, or another one has put one back.
    pub(crate) async fn next(&self) -> Turn {
        let mut opening = pin!(self.opening.clone().acquire_owned());
        let mut freed = pin!(self.freed.notified());
        std::future::poll_fn(|cx| {
            // The semaphore is never closed.
            if let Poll::Ready(Ok(permit)) = opening.as_mut().poll(cx) {
                return Poll::Ready(Turn::Open(permit));
            }
            freed.as_mut().poll(cx).map(|()| Turn::LookAgain)
        })
        .await
    }
}
