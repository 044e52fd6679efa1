//! A failed call: its typed error and everything known about it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use crate::certainty::Attempt;
use crate::certainty::DidRun;
use crate::error::{Error, ErrorKind};
use crate::failure::Failure;
use crate::log::{LogLocation, LogTail, Report};

/// The error that [`Call::send`](crate::Call::send) returns: the typed error of the method, and everything known about the
/// call, which a plain enum would lose.
///
/// `E` is the error type of the method. `Display` is that of `E`; `Debug` prints the details with their causes, one to a
/// line, so that `unwrap` and a `main` that returns the error are readable. The methods return what those of [`Error`] return.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Call, CallError, DidRun, Error};
///
/// async fn total(call: Call<Result<u64, Error>>) -> Result<u64, CallError<Error>> {
///     let error = match call.send().await {
///         Ok(response) => return Ok(response.into_value()),
///         Err(error) => error,
///     };
///     if error.did_run() == DidRun::Unknown {
///         println!("look for {:?} in the log", error.request_id());
///     }
///     Err(error)
/// }
/// ```
///
/// In a function that returns the method's own error type, `?` converts: `derive(FunctionError)` generates the `From`
/// implementation.
pub struct CallError<E> {
    error: E,
    details: Error,
}

impl<E> CallError<E> {
    /// Returns a failed call with this typed error and these details.
    pub fn new(error: E, details: Error) -> Self {
        CallError { error, details }
    }

    /// Returns the typed error.
    pub fn error(&self) -> &E {
        &self.error
    }

    /// Returns the typed error by value.
    pub fn into_error(self) -> E {
        self.error
    }

    /// Returns everything known about the failed call, whatever the typed error is.
    pub fn details(&self) -> &Error {
        &self.details
    }

    /// Returns the typed error and the details by value.
    pub fn into_parts(self) -> (E, Error) {
        (self.error, self.details)
    }

    /// Returns the kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.details.kind()
    }

    /// Returns whether **the function ran**. See [`Error::did_run`].
    pub fn did_run(&self) -> DidRun {
        self.details.did_run()
    }

    /// Returns what the function itself reported.
    pub fn failure(&self) -> Option<&Failure> {
        self.details.failure()
    }

    /// Returns Lambda's error code, or the `errorType` of a function error.
    pub fn code(&self) -> Option<&str> {
        self.details.code()
    }

    /// Returns Lambda's message, the `errorMessage` of a function error, or a description of what went wrong.
    pub fn message(&self) -> Option<&str> {
        self.details.message()
    }

    /// Returns the HTTP status of the last response.
    pub fn status(&self) -> Option<u16> {
        self.details.status()
    }

    /// Returns why Lambda throttled the last attempt. See [`Error::throttle_reason`].
    pub fn throttle_reason(&self) -> Option<&str> {
        self.details.throttle_reason()
    }

    /// Returns how long Lambda asked to wait (`Retry-After`) in the last response.
    pub fn retry_after(&self) -> Option<Duration> {
        self.details.retry_after()
    }

    /// Returns Lambda's ID of the last request of the call, if Lambda responded to it.
    pub fn request_id(&self) -> Option<&str> {
        self.details.request_id()
    }

    /// Returns Lambda's IDs of all requests of the call, oldest first.
    pub fn request_ids(&self) -> impl Iterator<Item = &str> {
        self.details.request_ids()
    }

    /// Returns the history of the call, oldest attempt first.
    pub fn attempts(&self) -> &[Attempt] {
        self.details.attempts()
    }

    /// Returns the version of the function that ran and failed.
    pub fn executed_version(&self) -> Option<&str> {
        self.details.executed_version()
    }

    /// Returns the end of the function's log, if the call asked for it and Lambda sent it.
    pub fn log(&self) -> Option<&LogTail> {
        self.details.log()
    }

    /// Returns what Lambda measured, from the log.
    pub fn report(&self) -> Option<Report> {
        self.details.report()
    }

    /// Returns where CloudWatch Logs keeps the function's log of the call. See [`Error::log_location`].
    pub fn log_location(&self) -> Option<LogLocation> {
        self.details.log_location()
    }

    /// Returns the bytes that came with the error. See [`Error::raw`].
    pub fn raw(&self) -> Option<&Bytes> {
        self.details.raw()
    }

    /// Returns whether the last attempt was throttled. See [`Error::is_throttled`].
    pub fn is_throttled(&self) -> bool {
        self.details.is_throttled()
    }

    /// Returns whether time ran out. See [`Error::is_timeout`].
    pub fn is_timeout(&self) -> bool {
        self.details.is_timeout()
    }

    /// Returns whether the function or the state machine does not exist. See [`Error::is_not_found`].
    pub fn is_not_found(&self) -> bool {
        self.details.is_not_found()
    }

    /// Returns whether the function reported the error, as opposed to Lambda or the network.
    pub fn is_function_error(&self) -> bool {
        self.details.is_function_error()
    }

    /// Returns whether another attempt would have been allowed. See [`Error::is_retryable`].
    pub fn is_retryable(&self) -> bool {
        self.details.is_retryable()
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl From<CallError<Error>> for Error {
    /// Returns the typed error, so that `send().await?` works in a function that returns [`Error`].
    fn from(error: CallError<Error>) -> Error {
        error.error
    }
}

impl<E: StdError> StdError for CallError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::certainty::Retryability;

    fn details() -> Error {
        // "REPORT RequestId: a\tDuration: 3.50 ms\n"
        let log = LogTail::decode("UkVQT1JUIFJlcXVlc3RJZDogYQlEdXJhdGlvbjogMy41MCBtcwo=");
        let attempts = ["id-1", "id-2"].map(|id| {
            Attempt::new(DidRun::Yes)
                .with_request_id(id)
                .with_retryability(Retryability::Permanent)
        });
        Error::builder(ErrorKind::Function)
            .attempts(attempts)
            .executed_version("7")
            .log(log.unwrap())
            .build()
    }

    #[test]
    fn the_details_of_the_run_are_those_of_the_error() {
        let error = CallError::new("busy", details());
        let ids: Vec<&str> = error.request_ids().collect();
        assert_eq!(ids, ["id-1", "id-2"]);
        assert_eq!(error.request_id(), Some("id-2"));
        assert_eq!(error.attempts().len(), 2);
        assert_eq!(error.executed_version(), Some("7"));
        assert!(error.log().is_some());
        let duration = error.report().and_then(|report| report.duration());
        assert_eq!(duration, Some(Duration::from_micros(3500)));
    }

    #[test]
    fn the_text_and_the_cause_are_those_of_the_typed_error() {
        #[derive(Debug)]
        struct Typed(io::Error);

        impl fmt::Display for Typed {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the shop is closed")
            }
        }

        impl StdError for Typed {
            fn source(&self) -> Option<&(dyn StdError + 'static)> {
                Some(&self.0)
            }
        }

        let error = CallError::new(Typed(io::Error::other("a holiday")), details());
        assert_eq!(error.to_string(), "the shop is closed");
        let source = error.source().map(ToString::to_string);
        assert_eq!(source.as_deref(), Some("a holiday"));
    }
}
