//! The record of an attempt.

use std::time::Duration;

use crate::certainty::{DidRun, Operation, Retryability};

/// The record of one attempt that a call made, or was about to make.
///
/// The history of a call is returned by [`Response::attempts`](crate::Response::attempts),
/// [`Error::attempts`](crate::Error::attempts) and [`CallError::attempts`](crate::CallError::attempts), oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub(crate) request_id: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) did_run: DidRun,
    pub(crate) retryability: Option<Retryability>,
    pub(crate) delay: Duration,
}

impl Attempt {
    /// Records an attempt that succeeded.
    pub(crate) fn succeeded(
        operation: Operation,
        request_id: Option<String>,
        status: Option<u16>,
    ) -> Attempt {
        Attempt {
            request_id,
            status,
            code: None,
            did_run: operation.did_run(),
            retryability: None,
            delay: Duration::ZERO,
        }
    }

    /// Returns Lambda's ID of the request (`x-amzn-requestid`), if Lambda responded.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns the HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns Lambda's error code (`TooManyRequestsException`) or the function's `errorType`, if the attempt failed with one.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Returns what this attempt on its own proves: whether the function ran.
    pub fn did_run(&self) -> DidRun {
        self.did_run
    }

    /// Returns whether the same request may succeed later, if the attempt failed. With [`did_run`](Attempt::did_run) this is the
    /// class of the failure, by which the client decided about another attempt: see [`Retryability`].
    pub fn retryability(&self) -> Option<Retryability> {
        self.retryability
    }

    /// Returns how long the client waited before this attempt; zero for the first one.
    pub fn delay(&self) -> Duration {
        self.delay
    }
}
