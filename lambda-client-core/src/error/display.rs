//! What an operator reads: what failed, whether the function ran, what to do next, and where to look.

use std::fmt;

use crate::certainty::Attempt;
use crate::certainty::DidRun;
use crate::certainty::Operation;
use crate::certainty::Retryability;
use crate::certainty::Stop;
use crate::error::{Error, ErrorKind};
use crate::failure::FailureKind;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.inner;
        match (inner.operation, &inner.function) {
            (Operation::Read(name), Some(function)) => write!(f, "{name} of `{function}`: ")?,
            (Operation::Read(name), None) => write!(f, "{name}: ")?,
            (_, Some(function)) => write!(f, "function `{function}`: ")?,
            (_, None) => {}
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
        // A mistake found before anything was attempted explains itself.
        if self.attempts().is_empty() {
            return Ok(());
        }
        // Reading the account's configuration runs no function.
        if !matches!(inner.operation, Operation::Read(_)) {
            self.fmt_outcome(f)?;
        }
        self.fmt_attempts(f)?;
        self.fmt_request_ids(f)
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
    /// What happened to the function, and what to do next.
    fn fmt_outcome(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_event = self.inner.operation == Operation::Queue;
        let text = match (self.did_run(), is_event) {
            (DidRun::No, false) => "; the function did not run",
            (DidRun::No, true) => "; the event was not queued",
            (DidRun::InitOnly, _) => "; its initialisation may have run, the handler did not",
            (DidRun::Unknown, false) if self.is_retryable() => "; the function may have run",
            (DidRun::Unknown, false) => {
                "; the function may have run, check before repeating the call"
            }
            (DidRun::Unknown, true) => {
                "; the event may have been queued, check before repeating the call"
            }
            (DidRun::Yes, _) => self.ran(),
        };
        f.write_str(text)?;
        match (self.did_run(), self.last_outlook()) {
            (DidRun::No, Some(Retryability::Permanent)) => {
                f.write_str(", and repeating the call does not help")
            }
            (DidRun::No, Some(Retryability::Throttled)) => match self.retry_after() {
                Some(after) => write!(f, ", call again in {after:?}"),
                None => f.write_str(", call again later"),
            },
            (DidRun::No, Some(Retryability::NotReady)) => {
                f.write_str(", call again when it is ready")
            }
            (DidRun::No, Some(Retryability::Transient)) => {
                f.write_str(", the call can be repeated")
            }
            (DidRun::Unknown, Some(_)) if self.is_retryable() && !is_event => {
                f.write_str(", and as an idempotent call it can be repeated")
            }
            _ => Ok(()),
        }
    }

    fn ran(&self) -> &'static str {
        match (self.kind(), self.failure().map(|failure| failure.kind())) {
            // An error that the function's own code reported needs no word about whether it ran.
            (_, Some(FailureKind::Application | FailureKind::Downstream)) => "",
            (_, Some(FailureKind::ResponseTooLarge | FailureKind::BadResult))
            | (ErrorKind::Decode, _) => "; the function ran to its end",
            (_, Some(_)) => "; the function ran, and may have left its work half done",
            (_, None) => "; the function ran",
        }
    }

    fn last_outlook(&self) -> Option<Retryability> {
        self.attempts().last().and_then(Attempt::retryability)
    }

    /// How often it was tried, and why not more often where there was reason to.
    fn fmt_attempts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.attempts().len();
        if attempts > 1 {
            write!(f, "; {attempts} attempts")?;
        }
        match self.inner.stopped {
            Some(Stop::NoTimeLeft) => f.write_str("; no time was left for another attempt"),
            Some(Stop::LongWait) => f.write_str("; that is too long to wait within a call"),
            Some(Stop::BudgetUsed) if matches!(self.inner.operation, Operation::Read(_)) => {
                f.write_str("; the retry budget is used up")
            }
            Some(Stop::BudgetUsed) => f.write_str("; the function's retry budget is used up"),
            Some(Stop::Decided | Stop::AttemptsUsed) | None => Ok(()),
        }
    }

    fn fmt_request_ids(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut ids = self.request_ids();
        if let Some(first) = ids.next() {
            write!(f, " (request ids: {first}")?;
            for id in ids {
                write!(f, ", {id}")?;
            }
            f.write_str(")")?;
        }
        Ok(())
    }
}
