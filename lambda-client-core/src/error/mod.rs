//! The one error of this crate, and what is known about the call that it ended.

mod build;
mod call_error;
mod display;
mod document;
mod fields;
mod function_error;
mod support;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::certainty::Attempt;
use crate::certainty::DidRun;
use crate::certainty::Operation;
use crate::certainty::Stop;
use crate::failure::{Failure, FailureKind};
use crate::log::LogTail;
use crate::log::Report;

pub(crate) use self::build::ErrorBuilder;
pub use self::call_error::CallError;
pub use self::document::ErrorDocument;
pub(crate) use self::document::Origin;
pub use self::fields::{ErrorFields, FailureFields};
pub use self::function_error::FunctionError;
pub use self::support::{
    ErrorField, ErrorText, FieldCodec, OtherCodec, OtherError, error_field, error_text,
    failure_message, other_error,
};

/// What kind of failure ended a call.
///
/// | Kind | Did the function run? | Repeated by the client? |
/// |---|---|---|
/// | `Configuration`, `Encode`, `TooLarge`, `Credentials` | no (unknown for a call that is polled after its end) | never |
/// | `Connect` | no | yes |
/// | `Throttled` | no | yes |
/// | `Timeout`, `Connection` | unknown, unless it is certain that nothing was sent | only if idempotent, or if nothing was sent |
/// | `Service` | by Lambda's error code | by Lambda's error code |
/// | `Answer` | unknown | only if idempotent |
/// | `Function` | by the function's error document | only where the error type says `retry` |
/// | `Decode` | yes | never |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A name, a qualifier, a setting or a combination of them that cannot work.
    Configuration,
    /// The arguments could not be serialised.
    Encode,
    /// The payload or the client context is larger than Lambda takes.
    TooLarge,
    /// No credentials, region, endpoint or signature.
    Credentials,
    /// No connection to Lambda.
    Connect,
    /// No answer in time.
    Timeout,
    /// The connection broke.
    Connection,
    /// Lambda refused because too much was asked of it.
    Throttled,
    /// Lambda, or something in front of it, answered with another error.
    Service,
    /// Lambda's answer broke off or is no answer of Lambda.
    Answer,
    /// The function reported an error, or ended without an answer.
    Function,
    /// The function answered with something that does not fit the declared type.
    Decode,
}

/// Why a call failed, and what is known about it.
///
/// The question that decides what to do next is [`did_run`](Error::did_run). `Display` speaks of this failure alone; what
/// caused it is in [`source`](StdError::source). Neither `Display` nor `Debug` prints a payload.
///
/// One pointer wide.
#[derive(Debug)]
pub struct Error {
    inner: Arc<Inner>,
}

#[derive(Default)]
pub(crate) struct Inner {
    kind: Option<ErrorKind>,
    /// What was asked of Lambda.
    operation: Operation,
    /// The function, as the call named it.
    function: Option<String>,
    message: String,
    did_run: Option<DidRun>,
    retryable: bool,
    /// Why there was no further attempt.
    stopped: Option<Stop>,
    /// Made by a handler through [`Error::function`], in this process.
    own: bool,
    failure: Option<Failure>,
    code: Option<String>,
    status: Option<u16>,
    reason: Option<String>,
    retry_after: Option<Duration>,
    attempts: Vec<Attempt>,
    raw: Option<Bytes>,
    log: Option<LogTail>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// The error of a function, for a handler to return: the caller receives this `errorType` and this `errorMessage`.
    ///
    /// Names that begin with `Runtime.`, `Sandbox.`, `Function.`, `Extension.`, `lambda_client.` or `States.` tell the caller that
    /// Lambda or this library ended the run, and how far it had got. A handler cannot know that: of such a name the first dot is
    /// sent as `_`.
    ///
    /// ```
    /// use lambda_client_core::{Error, FunctionError};
    ///
    /// let error = Error::function("OutOfStock", "no A-1 left");
    /// assert_eq!(error.to_document().error_type(), "OutOfStock");
    /// ```
    pub fn function(error_type: impl Into<String>, message: impl Into<String>) -> Error {
        let mut error_type = error_type.into();
        if let Some(dot) = reserved_prefix(&error_type) {
            error_type.replace_range(dot..=dot, "_");
        }
        let document = ErrorDocument::new(error_type, message);
        Error::build(ErrorKind::Function)
            .failure(Failure::decode(document.to_bytes()))
            .did_run(DidRun::Yes)
            .own()
            .finish()
    }

    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind.unwrap_or(ErrorKind::Configuration)
    }

    /// **Did the function run?** Over all attempts of the call: one that may have run is not undone by a later one that
    /// did not. For events: was the event queued?
    pub fn did_run(&self) -> DidRun {
        let this = self.inner.did_run.unwrap_or(DidRun::No);
        let attempts = self.inner.attempts.iter().map(Attempt::did_run);
        attempts.fold(this, DidRun::max)
    }

    /// What the function itself reported.
    pub fn failure(&self) -> Option<&Failure> {
        self.inner.failure.as_ref()
    }

    /// Lambda's error code (`ResourceNotFoundException`), or the `errorType` of a function error.
    pub fn code(&self) -> Option<&str> {
        let failure = || self.failure().and_then(Failure::error_type);
        self.inner.code.as_deref().or_else(failure)
    }

    /// The HTTP status of the last answer.
    pub fn status(&self) -> Option<u16> {
        self.inner.status
    }

    /// Why Lambda throttled (model shape `ThrottleReason`), of the last answer.
    pub fn throttle_reason(&self) -> Option<&str> {
        self.inner.reason.as_deref()
    }

    /// How long Lambda asked to wait (`Retry-After`), in the last answer.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Lambda's ids of all requests of the call, oldest first: what to look for in the function's log.
    pub fn request_ids(&self) -> impl Iterator<Item = &str> {
        self.inner.attempts.iter().filter_map(Attempt::request_id)
    }

    /// The history of the call, oldest attempt first. Empty where nothing was attempted.
    pub fn attempts(&self) -> &[Attempt] {
        &self.inner.attempts
    }

    /// The bytes that could not be used, or that came with the error: the function's answer, its error document, or the body
    /// of Lambda's error answer.
    pub fn raw(&self) -> Option<&Bytes> {
        let failure = || self.failure().map(Failure::raw);
        self.inner.raw.as_ref().or_else(failure)
    }

    /// The end of the function's log, where it was asked for and came.
    pub fn log(&self) -> Option<&LogTail> {
        self.inner.log.as_ref()
    }

    /// What Lambda measured, from the log.
    pub fn report(&self) -> Option<Report> {
        self.log().and_then(LogTail::report)
    }

    /// Whether Lambda refused because too much was asked of it.
    pub fn is_throttled(&self) -> bool {
        self.kind() == ErrorKind::Throttled
    }

    /// Whether time ran out: the caller's, or the function's own.
    pub fn is_timeout(&self) -> bool {
        let function = || {
            self.failure()
                .is_some_and(|f| f.kind() == FailureKind::Timeout)
        };
        self.kind() == ErrorKind::Timeout || function()
    }

    /// Whether the function, version or alias does not exist.
    pub fn is_not_found(&self) -> bool {
        self.code() == Some("ResourceNotFoundException")
    }

    /// Whether the function reported the error, as opposed to Lambda or the way there.
    pub fn is_function_error(&self) -> bool {
        self.kind() == ErrorKind::Function
    }

    /// Whether one more attempt would have been in order, had attempts, time or the retry budget been left.
    pub fn is_retryable(&self) -> bool {
        self.inner.retryable
    }

    /// The function, as the call named it.
    pub(crate) fn function_name(&self) -> Option<&str> {
        self.inner.function.as_deref()
    }

    /// What is wrong, without the head and the tail of `Display`.
    pub(crate) fn message(&self) -> &str {
        &self.inner.message
    }

    /// Whether a handler of this process made the error with [`Error::function`].
    pub(crate) fn is_own(&self) -> bool {
        self.inner.own
    }

    /// A second handle to the same error.
    pub(crate) fn share(&self) -> Error {
        Error {
            inner: Arc::clone(&self.inner),
        }
    }
}

/// Where the prefix ends that makes an `errorType` one of Lambda's or of this library.
pub(crate) fn reserved_prefix(error_type: &str) -> Option<usize> {
    const RESERVED: [&str; 6] = [
        "Runtime",
        "Sandbox",
        "Function",
        "Extension",
        "lambda_client",
        "States",
    ];
    let dot = error_type.find('.')?;
    let prefix = error_type.get(..dot)?;
    RESERVED.contains(&prefix).then_some(dot)
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind)
            .field("function", &self.function)
            .field("message", &self.message)
            .field("did_run", &self.did_run)
            .field("code", &self.code)
            .field("status", &self.status)
            .field("failure", &self.failure)
            .field("attempts", &self.attempts)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.inner.source.as_deref()?;
        Some(source)
    }
}
