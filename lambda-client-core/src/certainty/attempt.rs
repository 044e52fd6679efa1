//! One attempt of a call, as the history of the call keeps it.

use std::time::Duration;

use crate::certainty::DidRun;
use crate::certainty::Retryability;

/// One request that was made, or was about to be made, for a call.
///
/// The history of a call is in [`Response::attempts`](crate::Response::attempts),
/// [`Error::attempts`](crate::Error::attempts) and [`CallError::attempts`](crate::CallError::attempts), oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub(crate) request_id: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) did_run: DidRun,
    pub(crate) retryability: Option<Retryability>,
    pub(crate) delay: Duration,
}

impl Attempt {
    /// Lambda's id of the request (`x-amzn-requestid`), where Lambda answered.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Lambda's error code (`TooManyRequestsException`) or the function's `errorType`, where the attempt failed with one.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What this attempt alone proves about the function having run.
    pub fn did_run(&self) -> DidRun {
        self.did_run
    }

    /// Whether the same request could fare better later, where the attempt failed. With [`did_run`](Attempt::did_run) this is
    /// the class of the failure, by which the client decided about another attempt: see [`Retryability`].
    pub fn retryability(&self) -> Option<Retryability> {
        self.retryability
    }

    /// How long the client waited before this attempt; zero for the first.
    pub fn delay(&self) -> Duration {
        self.delay
    }
}
