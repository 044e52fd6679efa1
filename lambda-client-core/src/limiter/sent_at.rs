//! When an attempt was sent.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::clock::Clock;
use crate::transport::SendListener;

/// When the request of an attempt was sent, as far as its progress shows. It does not hold the progress, which would mean that somebody
/// may still send something.
#[derive(Debug)]
pub(super) struct SentAt {
    clock: Arc<dyn Clock>,
    at: Mutex<Option<Instant>>,
}

impl SentAt {
    /// Creates the time of an attempt that has not been sent.
    pub(super) fn new(clock: &Arc<dyn Clock>) -> SentAt {
        SentAt {
            clock: Arc::clone(clock),
            at: Mutex::default(),
        }
    }

    /// Returns since when the function may have been running for a request of the attempt. A transport that reports nothing has sent it
    /// when it looked at the payload.
    pub(super) fn get(&self) -> Option<Instant> {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SendListener for SentAt {
    fn note(&self, may_have_run: bool) {
        if self.get().is_some() != may_have_run {
            let at = may_have_run.then(|| self.clock.now());
            *self.at.lock().unwrap_or_else(PoisonError::into_inner) = at;
        }
    }
}
