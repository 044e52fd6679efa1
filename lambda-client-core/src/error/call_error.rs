//! A failed call with its typed error and everything known about it.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;

use crate::certainty::Attempt;
use crate::certainty::DidRun;
use crate::error::{Error, ErrorKind};
use crate::failure::Failure;
use crate::log::LogTail;
use crate::log::Report;

/// What [`Call::send`](crate::Call::send) fails with: the typed error of the method, and beside it what is known about the
/// call, which a plain enum would lose.
///
/// `E` is the error type of the method. `Display` is that of `E`.
#[derive(Debug)]
pub struct CallError<E> {
    error: E,
    details: Error,
}

impl<E> CallError<E> {
    pub(crate) fn new(error: E, details: Error) -> Self {
        CallError { error, details }
    }

    /// The typed error.
    pub fn error(&self) -> &E {
        &self.error
    }

    /// The typed error, by value.
    pub fn into_error(self) -> E {
        self.error
    }

    /// Everything known about the failed call, whatever the typed error is.
    pub fn details(&self) -> &Error {
        &self.details
    }

    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.details.kind()
    }

    /// **Did the function run?** See [`Error::did_run`].
    pub fn did_run(&self) -> DidRun {
        self.details.did_run()
    }

    /// What the function itself reported.
    pub fn failure(&self) -> Option<&Failure> {
        self.details.failure()
    }

    /// Lambda's error code, or the `errorType` of a function error.
    pub fn code(&self) -> Option<&str> {
        self.details.code()
    }

    /// The HTTP status of the last answer.
    pub fn status(&self) -> Option<u16> {
        self.details.status()
    }

    /// Lambda's ids of all requests of the call, oldest first.
    pub fn request_ids(&self) -> impl Iterator<Item = &str> {
        self.details.request_ids()
    }

    /// The history of the call, oldest attempt first.
    pub fn attempts(&self) -> &[Attempt] {
        self.details.attempts()
    }

    /// The end of the function's log, where it was asked for and came.
    pub fn log(&self) -> Option<&LogTail> {
        self.details.log()
    }

    /// What Lambda measured, from the log.
    pub fn report(&self) -> Option<Report> {
        self.details.report()
    }

    /// The bytes that came with the error.
    pub fn raw(&self) -> Option<&Bytes> {
        self.details.raw()
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl From<CallError<Error>> for Error {
    /// So that `send().await?` works where methods return [`Error`].
    fn from(error: CallError<Error>) -> Error {
        error.error
    }
}

impl<E: StdError> StdError for CallError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}
