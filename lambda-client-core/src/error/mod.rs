//! The error of a call, and everything known about the call that it ended.

mod builder;
mod call_error;
mod debug;
mod display;
mod error_document;
mod error_type;
mod fields;
mod function_error;
mod kind;
#[cfg(feature = "step-functions")]
mod lambda_failure;
mod source_chain;
mod support;
#[cfg(test)]
mod tests;

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::certainty::Attempt;
use crate::certainty::DidRun;
use crate::certainty::Operation;
use crate::certainty::Stop;
use crate::failure::{Failure, FailureKind, is_reserved};
use crate::log::{CallSite, LogLocation, LogTail, Report};

pub use self::builder::ErrorBuilder;
pub use self::call_error::CallError;
pub use self::error_document::ErrorDocument;
pub(crate) use self::error_document::Origin;
pub use self::error_type::ErrorType;
pub use self::fields::{ErrorFields, FailureFields};
pub use self::function_error::FunctionError;
pub use self::kind::ErrorKind;
#[cfg(feature = "step-functions")]
pub(crate) use self::lambda_failure::LambdaFailure;
pub use self::support::{
    ErrorField, ErrorText, FieldCodec, OtherCodec, OtherError, error_field, error_text,
    failure_message, other_error,
};

/// Why a call failed, and what is known about it.
///
/// [`did_run`](Error::did_run) answers the question that decides what to do next:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{DidRun, Error};
///
/// fn next_step(error: &Error) -> &'static str {
///     match error.did_run() {
///         DidRun::No | DidRun::InitOnly if error.is_throttled() => "retry later",
///         DidRun::No | DidRun::InitOnly => "nothing happened",
///         DidRun::Unknown => "look for the request IDs in the function's log",
///         DidRun::Yes => "the function ran, and failed",
///     }
/// }
/// # let throttled = Error::builder(lambda_client::ErrorKind::Throttled).build();
/// # assert_eq!(next_step(&throttled), "retry later");
/// ```
///
/// `Display` describes this failure alone; its cause is in [`source`](StdError::source). `Debug` prints both in one line,
/// which is one entry of a log, and readable where `fn main() -> Result<(), Error>` ends. Neither prints a payload.
///
/// Nor does a cause show the text of an error that this crate did not write, such as one of a provider of credentials, an interceptor
/// or an HTTP client of yours: it may quote a secret. The cause names the component that failed, and gives the reasons of the operating
/// system, of HTTP and of TLS. Whatever else the component knows is in its own log. Only what you give to a
/// constructor of this crate, such as [`ErrorBuilder::message`] or [`TransportError`](crate::transport::TransportError)'s
/// `with_source`, is shown as it is.
///
/// An error is one pointer wide and cheap to clone. Fakes build errors with [`Error::builder`], handlers with
/// [`Error::function`].
#[derive(Clone)]
pub struct Error {
    inner: Arc<Inner>,
}

#[derive(Clone)]
pub(crate) struct Inner {
    kind: ErrorKind,
    /// What the call asked Lambda to do.
    operation: Operation,
    /// The function, as the call named it.
    function: Option<String>,
    /// Absent if no function can have run for it.
    site: Option<CallSite>,
    message: Option<String>,
    did_run: Option<DidRun>,
    /// What was found out after the attempts outweighs what they prove on their own.
    is_settled: bool,
    retryable: bool,
    /// Why there was no further attempt.
    stopped: Option<Stop>,
    /// The origin of the document from which a handler of this process made the error.
    origin: Option<Origin>,
    /// The function ran to completion, whatever became of its result.
    completed: bool,
    failure: Option<Failure>,
    code: Option<String>,
    status: Option<u16>,
    throttle_reason: Option<String>,
    retry_after: Option<Duration>,
    attempts: Vec<Attempt>,
    executed_version: Option<String>,
    raw: Option<Bytes>,
    log: Option<LogTail>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// Returns an error for a handler to return: the caller receives this `errorType` and this `errorMessage`.
    ///
    /// Names that begin with `Runtime.`, `Sandbox.`, `Function.`, `Extension.`, `lambda_client.`, `Lambda.` or `States.` tell the caller
    /// that Lambda, Step Functions or this library ended the run, and how far it had got. A handler cannot know that, so the first dot of
    /// such a name is sent as `_`. A few other names of runtimes, such as `Init<..>`, get a leading `_`.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::{Error, FunctionError};
    ///
    /// let error = Error::function("OutOfStock", "A-1 is out of stock");
    /// assert_eq!(error.to_document().error_type(), "OutOfStock");
    /// ```
    pub fn function(error_type: impl Into<String>, message: impl Into<String>) -> Error {
        Error::of_handler(ErrorDocument::new(error_type, message), Origin::Handler)
    }

    /// Returns an error that leaves its handler as a document of this origin does.
    fn of_handler(document: ErrorDocument, origin: Origin) -> Error {
        let document = match origin {
            Origin::Downstream => document,
            _ => document.into_handlers_own(),
        };
        Error::builder(ErrorKind::Function)
            .failure(Failure::decode(document.to_bytes()))
            .did_run(DidRun::Yes)
            .own(origin)
            .build()
    }

    /// Returns the kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Returns what the call asked Lambda to do.
    #[cfg(feature = "fan-out")]
    pub(crate) fn operation(&self) -> Operation {
        self.inner.operation
    }

    /// Returns whether **the function ran**, in any attempt of the call: one that may have run is not forgotten when a later one
    /// did not run. For an event, returns whether it was queued; for a request to Step Functions, whether the execution started, or the
    /// request took effect.
    pub fn did_run(&self) -> DidRun {
        let inner = &self.inner;
        let by_kind = || match &inner.failure {
            Some(failure) => failure.did_run(),
            None => inner.kind.did_run(),
        };
        if let (true, Some(did_run)) = (inner.is_settled, inner.did_run) {
            return did_run;
        }
        let attempts = inner.attempts.iter().map(Attempt::did_run);
        attempts.fold(inner.did_run.unwrap_or_else(by_kind), DidRun::max)
    }

    /// Returns what the function itself reported.
    pub fn failure(&self) -> Option<&Failure> {
        self.inner.failure.as_ref()
    }

    /// Returns Lambda's error code (`ResourceNotFoundException`), or the `errorType` of a function error.
    pub fn code(&self) -> Option<&str> {
        let failure = || self.failure().and_then(Failure::error_type);
        self.inner.code.as_deref().or_else(failure)
    }

    /// Returns Lambda's message, the `errorMessage` of a function error, or a description of what went wrong.
    pub fn message(&self) -> Option<&str> {
        let failure = || self.failure().and_then(Failure::message);
        self.inner.message.as_deref().or_else(failure)
    }

    /// Returns the HTTP status of the last response.
    pub fn status(&self) -> Option<u16> {
        self.inner.status
    }

    /// Returns why Lambda throttled the last attempt (model shape `ThrottleReason`), if Lambda said so.
    pub fn throttle_reason(&self) -> Option<&str> {
        self.inner.throttle_reason.as_deref()
    }

    /// Returns how long Lambda asked to wait (`Retry-After`) in the last response.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Returns Lambda's ID of the last request of the call, if Lambda responded to it.
    pub fn request_id(&self) -> Option<&str> {
        self.attempts().last().and_then(Attempt::request_id)
    }

    /// Returns Lambda's IDs of all requests of the call, oldest first. Search the function's log for them.
    pub fn request_ids(&self) -> impl Iterator<Item = &str> {
        self.attempts().iter().filter_map(Attempt::request_id)
    }

    /// Returns the history of the call, oldest attempt first. Empty if no attempt was made.
    pub fn attempts(&self) -> &[Attempt] {
        &self.inner.attempts
    }

    /// Returns the version of the function that ran: a number or `$LATEST`, also if an alias was called
    /// (`X-Amz-Executed-Version`).
    pub fn executed_version(&self) -> Option<&str> {
        self.inner.executed_version.as_deref()
    }

    /// Returns the bytes that came with the error or could not be used: the function's result, its error document, or the
    /// body of Lambda's error response.
    pub fn raw(&self) -> Option<&Bytes> {
        let failure = || self.failure().map(Failure::raw);
        self.inner.raw.as_ref().or_else(failure)
    }

    /// Returns the end of the function's log, if the call asked for it and Lambda sent it.
    pub fn log(&self) -> Option<&LogTail> {
        self.inner.log.as_ref()
    }

    /// Returns what Lambda measured, from the log.
    pub fn report(&self) -> Option<Report> {
        self.log().and_then(LogTail::report)
    }

    /// Returns where CloudWatch Logs keeps the function's log of the call, with a query for it and a link to the console: where to
    /// look if the function may have run. `None` if it did not run, if the region is not known, and for
    /// [`LocalLambda`](crate::LocalLambda), whose logs are in this process.
    pub fn log_location(&self) -> Option<LogLocation> {
        let inner = &self.inner;
        let (site, function) = (inner.site.as_ref()?, self.function_name()?);
        LogLocation::of_call(
            site,
            function,
            inner.operation,
            self.did_run(),
            &inner.attempts,
        )
    }

    /// Returns whether the last attempt was throttled: `true` for exactly the codes and statuses that the table of
    /// [`Retryability`](crate::certainty::Retryability) calls throttled.
    pub fn is_throttled(&self) -> bool {
        self.kind() == ErrorKind::Throttled
    }

    /// Returns whether time ran out: a timeout or deadline of the call, the time of the invocation that made the call, the function's
    /// own time limit, or that of an execution.
    pub fn is_timeout(&self) -> bool {
        match (self.kind(), self.failure()) {
            (
                ErrorKind::Timeout | ErrorKind::InvocationDeadline | ErrorKind::ExecutionTimedOut,
                _,
            ) => true,
            (ErrorKind::Function, Some(failure)) => failure.kind() == FailureKind::Timeout,
            _ => false,
        }
    }

    /// Returns whether the function, version or alias does not exist, or the state machine, the execution or the task of a token. An error of
    /// the function with that name does not count.
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::Service
            && matches!(
                self.inner.code.as_deref(),
                Some(
                    "ResourceNotFoundException"
                        | "StateMachineDoesNotExist"
                        | "ExecutionDoesNotExist"
                        | "TaskDoesNotExist"
                )
            )
    }

    /// Returns whether the function reported the error, as opposed to Lambda or the network.
    pub fn is_function_error(&self) -> bool {
        self.kind() == ErrorKind::Function
    }

    /// Returns whether another attempt would have been allowed if attempts, time and retry budget had been left, and would be safe in
    /// another call as well: one that may have started an execution under a generated name is not retryable, since another call generates
    /// another name.
    pub fn is_retryable(&self) -> bool {
        self.inner.retryable
    }

    /// Returns the function, as the call named it.
    pub(crate) fn function_name(&self) -> Option<&str> {
        self.inner.function.as_deref()
    }

    /// Returns the origin of the document, if a handler of this process made the error from one.
    pub(crate) fn origin(&self) -> Option<Origin> {
        self.inner.origin
    }
}

impl From<ErrorDocument> for Error {
    /// Returns an error for a handler to return, like [`Error::function`], but with causes and a stack trace.
    ///
    /// Unlike one of `Error::function`, it is [compared](crate::server#errors-of-outgoing-calls) with the errors of the handler's own
    /// calls when it leaves, since a document may be that of an error which the handler received.
    fn from(document: ErrorDocument) -> Error {
        let origin = document.origin();
        Error::of_handler(document, origin)
    }
}

/// Returns the `errorType` that a handler may send: a reserved one loses its meaning, as its first dot becomes `_`, or as it
/// gets a leading `_`.
pub(crate) fn sendable_type(error_type: String) -> String {
    if !is_reserved(&error_type) {
        return error_type;
    }
    let undotted = error_type.replacen('.', "_", 1);
    match is_reserved(&undotted) {
        true => format!("_{undotted}"),
        false => undotted,
    }
}

impl StdError for Error {
    /// Returns the cause: an error of the transport or the decoder, or the cause that the function reported.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match (&self.inner.source, self.failure()) {
            (Some(source), _) => Some(source.as_ref()),
            (None, Some(failure)) => failure.source(),
            (None, None) => None,
        }
    }
}
