//! The record of an attempt.

use std::time::Duration;

use crate::certainty::{Class, DidRun, Operation, Retryability};

/// The record of one attempt that a call made, or was about to make.
///
/// The history of a call is returned by [`Response::attempts`](crate::Response::attempts),
/// [`Error::attempts`](crate::Error::attempts) and [`CallError::attempts`](crate::CallError::attempts), oldest first.
///
/// Fakes build attempts for their errors with [`new`](Attempt::new) and the setters:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::DidRun;
/// use lambda_client::certainty::{Attempt, Retryability};
///
/// let attempt = Attempt::new(DidRun::No)
///     .with_request_id("8b4c0c1e")
///     .with_status(429)
///     .with_code("TooManyRequestsException")
///     .with_retryability(Retryability::Throttled);
/// assert_eq!(attempt.code(), Some("TooManyRequestsException"));
/// ```
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
    /// Creates an attempt that proves this about the function, and about which nothing else is known.
    pub fn new(did_run: DidRun) -> Self {
        Attempt {
            request_id: None,
            status: None,
            code: None,
            did_run,
            retryability: None,
            delay: Duration::ZERO,
        }
    }

    /// Sets Lambda's ID of the request.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }

    /// Sets the HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets Lambda's error code, or the function's `errorType`.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets whether the same request could succeed later.
    #[must_use]
    pub fn with_retryability(mut self, retryability: Retryability) -> Self {
        self.retryability = Some(retryability);
        self
    }

    /// Sets how long the client waited before the attempt.
    #[must_use]
    pub fn with_delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

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

    /// Adds that a middleware has sent several requests, and that the function may have run for one that did not succeed.
    pub(crate) fn of_one_of_several(self, operation: Operation) -> Attempt {
        let class = Class::new(self.did_run.max(DidRun::Unknown), Retryability::Permanent);
        Attempt {
            did_run: operation.adjust(class).did_run,
            ..self
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_returns_what_it_was_built_with() {
        let bare = Attempt::new(DidRun::Unknown);
        assert_eq!(bare.did_run(), DidRun::Unknown);
        assert_eq!(
            (bare.request_id(), bare.status(), bare.code()),
            (None, None, None)
        );
        assert_eq!((bare.retryability(), bare.delay()), (None, Duration::ZERO));

        let attempt = Attempt::new(DidRun::No)
            .with_request_id("8b4c0c1e")
            .with_status(429)
            .with_code("TooManyRequestsException")
            .with_retryability(Retryability::Throttled)
            .with_delay(Duration::from_secs(2));
        assert_eq!(attempt.did_run(), DidRun::No);
        assert_eq!(attempt.request_id(), Some("8b4c0c1e"));
        assert_eq!(attempt.status(), Some(429));
        assert_eq!(attempt.code(), Some("TooManyRequestsException"));
        assert_eq!(attempt.retryability(), Some(Retryability::Throttled));
        assert_eq!(attempt.delay(), Duration::from_secs(2));
    }
}
