//! Builds errors: those of the library, and those of fakes.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::certainty::Attempt;
use crate::certainty::DidRun;
#[cfg(feature = "step-functions")]
use crate::certainty::ExecutionOperation;
use crate::certainty::Operation;
use crate::certainty::Retryability;
use crate::certainty::Stop;
use crate::error::{Error, ErrorKind, Inner, Origin};
use crate::failure::Failure;
use crate::log::{CallSite, LogTail};
use crate::transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind};

/// Builds an [`Error`]. Created by [`Error::builder`].
///
/// Fakes and middleware can build every error that a call can return, for example one of which nobody knows whether the
/// function ran:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{DidRun, Error, ErrorKind};
///
/// let error = Error::builder(ErrorKind::Service)
///     .did_run(DidRun::Unknown)
///     .code("ServiceException")
///     .status(500)
///     .message("try again")
///     .build();
/// assert_eq!(error.did_run(), DidRun::Unknown);
/// assert_eq!(
///     error.to_string(),
///     "Lambda returned ServiceException (HTTP 500): try again; the function may have run; check before retrying",
/// );
/// ```
///
/// The builder accepts every combination: the kind says what failed, [`did_run`](ErrorBuilder::did_run) what is known about
/// the function, and neither is corrected to match the other. What is not set follows from the rest:
///
/// - [`Error::did_run`] is the value of the failure, if there is one, or else the one that the table of [`ErrorKind`] gives
///   for the kind (`Unknown` where the table leaves it open). It is never less than what one of the
///   [`attempts`](ErrorBuilder::attempts) proves.
/// - [`Error::is_retryable`] is `false`.
#[derive(Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ErrorBuilder {
    inner: Inner,
}

impl Error {
    /// Returns a builder for an error of this kind.
    pub fn builder(kind: ErrorKind) -> ErrorBuilder {
        ErrorBuilder {
            inner: Inner {
                kind,
                operation: Operation::Invoke,
                function: None,
                site: None,
                message: None,
                did_run: None,
                is_settled: false,
                retryable: false,
                stopped: None,
                origin: None,
                completed: false,
                failure: None,
                code: None,
                status: None,
                throttle_reason: None,
                retry_after: None,
                attempts: Vec::new(),
                executed_version: None,
                raw: None,
                log: None,
                source: None,
            },
        }
    }

    /// Returns the error for an invalid name, setting or combination, found before anything was sent.
    pub(crate) fn configuration(message: impl Into<String>) -> Error {
        Error::builder(ErrorKind::Configuration)
            .message(message)
            .build()
    }

    /// Returns the error of a transport that refuses a request for this reason, before it sends anything.
    pub(crate) fn into_refusal(self) -> TransportError {
        TransportError::new(TransportErrorKind::Request, Evidence::NotSent)
            .with_message(self.message().unwrap_or_default())
    }

    /// Turns the error of a description into that of the wait for the execution. Reading changes nothing, but says nothing about
    /// whether the execution started either: that is known from elsewhere.
    #[cfg(feature = "step-functions")]
    pub(crate) fn of_wait(self, did_run: DidRun) -> Error {
        let inner = Arc::unwrap_or_clone(self.inner);
        ErrorBuilder { inner }
            .operation(Operation::Execution(ExecutionOperation::Await))
            .did_run(did_run)
            .build()
    }

    /// Turns the error of a call that is idempotent only within itself, by a name or token that was generated for it: its attempts have that
    /// in common, while another call would have another one, and might do everything again.
    #[cfg(feature = "step-functions")]
    pub(crate) fn of_generated_name(self, name: Option<&str>) -> Error {
        if self.did_run() == DidRun::No {
            return self;
        }
        let mut inner = Arc::unwrap_or_clone(self.inner);
        inner.retryable = false;
        let error = ErrorBuilder { inner }.build();
        match name {
            Some(name) => error.with_hint(&format!("the generated name is `{name}`")),
            None => error,
        }
    }

    /// Adds to the message what the response does not say.
    #[cfg(feature = "step-functions")]
    pub(crate) fn with_hint(self, hint: &str) -> Error {
        let mut inner = Arc::unwrap_or_clone(self.inner);
        inner.message = Some(match inner.message {
            Some(message) if !message.is_empty() => format!("{message}; {hint}"),
            _ => hint.to_owned(),
        });
        ErrorBuilder { inner }.build()
    }

    /// Starts the error of a call whose last attempt failed with this error.
    pub(crate) fn from_transport(error: TransportError) -> ErrorBuilder {
        let class = error.class();
        let kind = ErrorKind::of_transport(&error);
        let parts = error.into_parts();
        let mut builder = Error::builder(kind)
            .did_run(class.did_run)
            .retryable(class.is_safe_to_retry());
        let inner = &mut builder.inner;
        let reported = || parts.raw.as_ref().and_then(Failure::reported_by);
        inner.message = parts.message.or_else(reported);
        inner.code = parts.code;
        inner.status = parts.status;
        inner.throttle_reason = parts.reason;
        inner.retry_after = parts.retry_after;
        inner.raw = parts.raw;
        inner.source = parts.source;
        builder
    }
}

impl ErrorKind {
    /// Returns the kind of the error of a call whose last attempt failed with this error.
    pub(crate) fn of_transport(error: &TransportError) -> ErrorKind {
        match error.kind() {
            TransportErrorKind::Service | TransportErrorKind::Response
                if error.class().retryability == Retryability::Throttled =>
            {
                ErrorKind::Throttled
            }
            TransportErrorKind::Unsupported | TransportErrorKind::Request => {
                ErrorKind::Configuration
            }
            TransportErrorKind::Credentials | TransportErrorKind::CredentialsUnavailable => {
                ErrorKind::Credentials
            }
            TransportErrorKind::Connect => ErrorKind::Connect,
            TransportErrorKind::Timeout => ErrorKind::Timeout,
            TransportErrorKind::InvocationDeadline => ErrorKind::InvocationDeadline,
            TransportErrorKind::Connection => ErrorKind::Connection,
            TransportErrorKind::Response => ErrorKind::Response,
            TransportErrorKind::Service => ErrorKind::Service,
        }
    }
}

/// Converts the error of a single attempt, as the client does when it makes no further one; the error has that attempt as its
/// history.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{DidRun, Error};
/// use lambda_client::transport::{Evidence, TransportError, TransportErrorKind};
///
/// let reset = TransportError::new(TransportErrorKind::Connection, Evidence::Unknown);
/// assert_eq!(Error::from(reset).did_run(), DidRun::Unknown);
/// ```
impl From<TransportError> for Error {
    fn from(error: TransportError) -> Error {
        let attempt = error.attempt(error.class());
        Error::from_transport(error).attempts([attempt]).build()
    }
}

impl ErrorBuilder {
    /// Sets the name of the function that was called.
    pub fn function(mut self, function: impl Into<String>) -> Self {
        self.inner.function = Some(function.into());
        self
    }

    /// Sets the message that follows the headline of the kind. It is shown as it is: leave payloads and secrets out of it.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.inner.message = Some(message.into());
        self
    }

    /// Sets whether the function ran. What the attempts prove is added to it.
    pub fn did_run(mut self, did_run: DidRun) -> Self {
        self.inner.did_run = Some(did_run);
        self
    }

    /// Sets whether another attempt would have been allowed.
    pub fn retryable(mut self, retryable: bool) -> Self {
        self.inner.retryable = retryable;
        self
    }

    /// Sets Lambda's error code.
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.inner.code = Some(code.into());
        self
    }

    /// Sets the HTTP status of the last response.
    pub fn status(mut self, status: u16) -> Self {
        self.inner.status = Some(status);
        self
    }

    /// Sets why Lambda throttled (model shape `ThrottleReason`).
    pub fn throttle_reason(mut self, reason: impl Into<String>) -> Self {
        self.inner.throttle_reason = Some(reason.into());
        self
    }

    /// Sets how long Lambda asked to wait (`Retry-After`).
    pub fn retry_after(mut self, retry_after: Duration) -> Self {
        self.inner.retry_after = Some(retry_after);
        self
    }

    /// Sets what the function itself reported.
    pub fn failure(mut self, failure: Failure) -> Self {
        self.inner.failure = Some(failure);
        self
    }

    /// Sets the history of the call, oldest attempt first.
    pub fn attempts(mut self, attempts: impl IntoIterator<Item = Attempt>) -> Self {
        self.inner.attempts = attempts.into_iter().collect();
        self
    }

    /// Sets the version that ran.
    pub fn executed_version(mut self, version: impl Into<String>) -> Self {
        self.inner.executed_version = Some(version.into());
        self
    }

    /// Sets the end of the function's log.
    pub fn log(mut self, log: LogTail) -> Self {
        self.inner.log = Some(log);
        self
    }

    /// Sets the bytes that came with the error.
    pub fn raw(mut self, raw: impl Into<Bytes>) -> Self {
        self.inner.raw = Some(raw.into());
        self
    }

    /// Sets the cause. [`source`](StdError::source) returns it as it is, and `Debug` prints its `Display`.
    pub fn source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.inner.source = Some(Arc::from(source.into()));
        self
    }

    /// Builds the [`Error`].
    pub fn build(self) -> Error {
        Error {
            inner: Arc::new(self.inner),
        }
    }

    /// Sets what the call asked Lambda to do.
    pub(crate) fn operation(mut self, operation: Operation) -> Self {
        self.inner.operation = operation;
        self
    }

    /// Sets where and when the call was made.
    pub(crate) fn site(mut self, site: Option<CallSite>) -> Self {
        self.inner.site = site;
        self
    }

    /// Sets what was found out after the attempts, whatever they prove on their own.
    #[cfg(feature = "step-functions")]
    pub(crate) fn settled(mut self, did_run: DidRun) -> Self {
        self.inner.is_settled = true;
        self.did_run(did_run)
    }

    /// Sets why there was no further attempt.
    pub(crate) fn stopped(mut self, stop: Stop) -> Self {
        self.inner.stopped = Some(stop);
        self
    }

    /// Says that the function ran to completion.
    pub(crate) fn completed(mut self) -> Self {
        self.inner.completed = true;
        self
    }

    /// Says that a handler of this process made the error from a document of this origin.
    pub(crate) fn own(mut self, origin: Origin) -> Self {
        self.inner.origin = Some(origin);
        self
    }

    /// Sets what the head of the function's response says: status, executed version and log.
    pub(crate) fn response(mut self, response: &InvokeResponse) -> Self {
        self.inner.status = Some(response.status);
        self.inner
            .executed_version
            .clone_from(&response.executed_version);
        self.inner.log = response.log_result.as_deref().and_then(LogTail::decode);
        self
    }
}
