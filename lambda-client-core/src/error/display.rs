//! What an operator reads.

use std::fmt;

use super::{Error, ErrorKind, FailureKind};
use crate::DidRun;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.inner;
        match (inner.operation, &inner.function) {
            (Some(operation), Some(function)) => write!(f, "{operation} of `{function}`: ")?,
            (Some(operation), None) => write!(f, "{operation}: ")?,
            (None, Some(function)) => write!(f, "function `{function}`: ")?,
            (None, None) => {}
        }
        match (self.kind(), self.failure()) {
            (ErrorKind::Function, Some(failure)) => write!(f, "{failure}")?,
            (kind, _) => {
                f.write_str(headline(kind))?;
                if let Some(code) = &inner.code {
                    write!(f, " {code}")?;
                }
                if let Some(status) = inner.status
                    && matches!(
                        kind,
                        ErrorKind::Service | ErrorKind::Throttled | ErrorKind::Answer
                    )
                {
                    write!(f, " (HTTP {status})")?;
                }
                if !inner.message.is_empty() {
                    write!(f, ": {}", inner.message)?;
                }
            }
        }
        self.fmt_outcome(f)
    }
}

/// The first words for each kind.
fn headline(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Configuration => "the call is not set up correctly",
        ErrorKind::Encode => "the arguments could not be serialised",
        ErrorKind::TooLarge => "too large for Lambda",
        ErrorKind::Credentials => "no usable credentials, region or endpoint",
        ErrorKind::Connect => "no connection to Lambda",
        ErrorKind::Timeout => "no answer in time",
        ErrorKind::Connection => "the connection to Lambda broke",
        ErrorKind::Throttled => "throttled",
        ErrorKind::Service => "Lambda answered",
        ErrorKind::Answer => "Lambda's answer could not be read",
        ErrorKind::Function => "the function failed",
        ErrorKind::Decode => "the function's answer could not be used",
    }
}

impl Error {
    /// What happened to the function, and where to look. Said of calls only: a mistake found beforehand explains itself.
    fn fmt_outcome(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.attempts().is_empty() {
            return Ok(());
        }
        f.write_str(match (self.did_run(), self.kind()) {
            _ if self.inner.operation.is_some() => "",
            (DidRun::No, _) => "; the function did not run",
            (DidRun::InitOnly, _) => "; its initialisation ran, the handler did not",
            (DidRun::Unknown, _) => "; the function may have run, check before repeating the call",
            (DidRun::Yes, ErrorKind::Function) if self.ran_to_its_own_error() => "",
            (DidRun::Yes, _) => "; the function ran",
        })?;
        let attempts = self.attempts().len();
        if attempts > 1 {
            write!(f, "; {attempts} attempts")?;
        }
        let mut ids = self.request_ids().peekable();
        if ids.peek().is_some() {
            f.write_str(" (request ids: ")?;
            for (n, id) in ids.enumerate() {
                write!(f, "{}{id}", if n == 0 { "" } else { ", " })?;
            }
            f.write_str(")")?;
        }
        Ok(())
    }

    /// An error that the function's own code reported needs no word about whether it ran.
    fn ran_to_its_own_error(&self) -> bool {
        self.failure()
            .is_some_and(|failure| failure.kind() == FailureKind::Application)
    }
}
