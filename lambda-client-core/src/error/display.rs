//! The text of an error: what failed, whether the function ran, what was tried, and what to do next.

use std::fmt;

use crate::certainty::Attempt;
use crate::certainty::DidRun;
use crate::certainty::Retryability;
use crate::certainty::Stop;
use crate::certainty::{ExecutionOperation, Operation};
use crate::error::{Error, ErrorKind};
use crate::failure::FailureKind;
use crate::transport::class::RESERVED_CONCURRENCY;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.inner;
        match (inner.operation, known(&inner.function)) {
            (Operation::Read(operation), Some(function)) => {
                write!(f, "{operation} of `{function}`: ")?;
            }
            (Operation::Read(operation), None) => write!(f, "{operation}: ")?,
            (Operation::Execution(operation), subject) => fmt_subject(f, operation, subject)?,
            (_, Some(function)) => write!(f, "function `{function}`: ")?,
            (_, None) => {}
        }
        match (self.kind(), self.failure()) {
            (ErrorKind::Function, Some(failure)) => {
                f.write_str(without_full_stop(&failure.to_string()))?;
            }
            _ => self.fmt_what(f)?,
        }
        // A mistake found before anything was attempted explains itself.
        let is_mistake = self.kind().is_mistake() && self.did_run() == DidRun::No;
        if is_mistake && self.attempts().is_empty() {
            return Ok(());
        }
        // Reading the account's configuration does not run a function, and waiting again does not start an execution.
        let may_run = match inner.operation {
            Operation::Invoke | Operation::Queue | Operation::DryRun => true,
            Operation::Read(_) => false,
            Operation::Execution(operation) => {
                !operation.is_read() && operation != ExecutionOperation::Await
            }
        };
        if may_run {
            f.write_str(self.consequence())?;
        }
        self.fmt_attempts(f)?;
        if may_run {
            self.fmt_advice(f)?;
        }
        self.fmt_request_ids(f)
    }
}

/// Returns a name or code, unless it is empty: a fake may set it to what it has.
fn known(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// Writes the state machine or execution that a request to Step Functions is about.
fn fmt_subject(
    f: &mut fmt::Formatter<'_>,
    operation: ExecutionOperation,
    subject: Option<&str>,
) -> fmt::Result {
    use ExecutionOperation::{Await, Read, Redrive, Report, RunExpress, Start, StartExpress, Stop};
    match (operation, subject) {
        (Start | StartExpress | RunExpress, Some(machine)) => {
            write!(f, "state machine `{machine}`: ")
        }
        (Await | Stop | Redrive, Some(execution)) => write!(f, "execution `{execution}`: "),
        (Read(name) | Report(name), Some(subject)) => write!(f, "{name} of `{subject}`: "),
        // Only the task of a token ends without an execution that is known.
        (Await, None) => Ok(()),
        (_, None) => write!(f, "{}: ", operation.name()),
    }
}

/// Returns the first words for each kind; those of `Service` are followed by the code or the status.
fn headline(kind: ErrorKind, operation: Operation) -> &'static str {
    let is_lambda = !matches!(operation, Operation::Execution(_));
    match kind {
        ErrorKind::Configuration => "invalid call",
        ErrorKind::Encode => "cannot serialize the arguments",
        ErrorKind::TooLarge if is_lambda => "too large for Lambda",
        ErrorKind::TooLarge => "too large for Step Functions",
        ErrorKind::Credentials => "no usable credentials, region or endpoint",
        ErrorKind::Connect if is_lambda => "cannot connect to Lambda",
        ErrorKind::Connect => "cannot connect to Step Functions",
        ErrorKind::Timeout => "timed out",
        ErrorKind::InvocationDeadline => "no time left for the call",
        ErrorKind::Connection if is_lambda => "lost the connection to Lambda",
        ErrorKind::Connection => "lost the connection to Step Functions",
        ErrorKind::Throttled => "throttled",
        ErrorKind::Service if is_lambda => "Lambda returned",
        ErrorKind::Service => "Step Functions returned",
        ErrorKind::Response if is_lambda => "cannot read Lambda's response",
        ErrorKind::Response => "cannot read the response of Step Functions",
        ErrorKind::Function => "the function failed",
        ErrorKind::Decode if is_lambda => "cannot decode the function's result",
        ErrorKind::Decode => "cannot decode the output of the execution",
        ErrorKind::NameTaken => "the name belongs to an execution with another input",
        ErrorKind::ExecutionFailed => "the execution failed",
        ErrorKind::ExecutionTimedOut => "the execution timed out",
        ErrorKind::ExecutionAborted => "the execution was stopped",
    }
}

/// Returns the text as a part of a longer sentence.
fn without_full_stop(text: &str) -> &str {
    let text = text.trim_end();
    match text.strip_suffix('.') {
        Some(sentence) if !sentence.ends_with('.') => sentence,
        _ => text,
    }
}

impl Error {
    /// Writes the kind of failure, with code, status and message.
    fn fmt_what(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.inner;
        let kind = self.kind();
        let message = inner.message.as_deref().map(without_full_stop);
        // "timed out after 30ms" and "cannot serialize .." do not need a headline.
        let says_so = |text: &&str| match kind {
            ErrorKind::Timeout => text.contains("timed out"),
            ErrorKind::Encode => text.starts_with("cannot serialize "),
            // A client or a definition, and not a call.
            ErrorKind::Configuration => text.contains(" cannot be built: "),
            _ => false,
        };
        if let Some(message) = message.filter(says_so) {
            return f.write_str(message);
        }
        f.write_str(headline(kind, inner.operation))?;
        // The status of other kinds is not informative: a function error has status 200.
        let status = inner.status.filter(|_| {
            matches!(
                kind,
                ErrorKind::Service | ErrorKind::Throttled | ErrorKind::Response
            )
        });
        match (kind, known(&inner.code), status) {
            (ErrorKind::Service, Some(code), Some(status)) => write!(f, " {code} (HTTP {status})")?,
            (ErrorKind::Service, Some(code), None) => write!(f, " {code}")?,
            (ErrorKind::Service, None, Some(status)) => write!(f, " HTTP {status}")?,
            (ErrorKind::Service, None, None) => f.write_str(" an error")?,
            (_, Some(code), Some(status)) => write!(f, " ({code}, HTTP {status})")?,
            (_, Some(code), None) => write!(f, " ({code})")?,
            (_, None, Some(status)) => write!(f, " (HTTP {status})")?,
            (_, None, None) => {}
        }
        match message {
            None | Some("") => Ok(()),
            Some(message) => write!(f, ": {message}"),
        }
    }

    pub(super) fn is_of_execution(&self) -> bool {
        matches!(self.inner.operation, Operation::Execution(_))
    }

    /// Returns whether this is the error of a start whose name starts one execution, however often it is made.
    fn is_named_start(&self) -> bool {
        self.inner.operation == Operation::Execution(ExecutionOperation::Start)
    }

    fn is_event(&self) -> bool {
        self.inner.operation == Operation::Queue
    }

    /// Writes what the failure means for the function.
    fn consequence(&self) -> &'static str {
        if let Operation::Execution(operation) = self.inner.operation {
            return operation.consequence(self.did_run());
        }
        match (self.did_run(), self.is_event()) {
            (DidRun::No, false) => "; the function did not run",
            (DidRun::No, true) => "; the event was not queued",
            (DidRun::InitOnly, _) => "; its initialization may have run, the handler did not",
            (DidRun::Unknown, false) => "; the function may have run",
            (DidRun::Unknown, true) => "; the event may have been queued",
            (DidRun::Yes, _) => self.extent_of_run(),
        }
    }

    fn extent_of_run(&self) -> &'static str {
        match self.failure().map(|failure| failure.kind()) {
            // An error that the function's own code reported implies that it ran.
            Some(FailureKind::Application | FailureKind::Downstream) => "",
            Some(FailureKind::ResponseTooLarge | FailureKind::BadResult) => {
                "; the function ran to completion"
            }
            Some(_) => "; the function ran and may have left its work incomplete",
            None if self.inner.completed => "; the function ran to completion",
            None => "; the function ran",
        }
    }

    /// Writes how many attempts were made, and why no more were made if more would have been allowed.
    fn fmt_attempts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.attempts().len();
        if attempts > 1 {
            write!(f, "; {attempts} attempts")?;
        }
        f.write_str(match self.inner.stopped {
            Some(Stop::NoTimeLeft) => "; no time left for another attempt",
            Some(Stop::LongWait) if self.is_of_execution() => {
                "; Step Functions asks for a longer delay than a call waits"
            }
            Some(Stop::LongWait) => "; Lambda asks for a longer delay than a call waits",
            Some(Stop::BudgetUsed) => "; retry budget exhausted",
            #[cfg(feature = "fan-out")]
            Some(Stop::NoCapacity) => "; every attempt has been throttled for a long time",
            Some(Stop::CannotWait) => {
                "; not retried, because a delay needs a tokio runtime with a timer (`enable_all()`)"
            }
            Some(Stop::Decided | Stop::AttemptsUsed) | None => "",
        })
    }

    /// Writes what to do next.
    fn fmt_advice(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let retryability = self.attempts().last().and_then(Attempt::retryability);
        match (self.did_run(), retryability) {
            (DidRun::No, Some(_)) if self.kind() == ErrorKind::InvocationDeadline => {
                f.write_str("; safe to retry in another invocation")
            }
            #[cfg(feature = "fan-out")]
            (DidRun::No, _) if self.inner.stopped == Some(Stop::NoCapacity) => {
                f.write_str(match self.throttle_reason() {
                    Some(RESERVED_CONCURRENCY) => {
                        "; raise or remove the function's reserved concurrency if it is 0, otherwise retry later"
                    }
                    _ => "; retry later",
                })
            }
            (DidRun::No, Some(Retryability::Permanent)) => f.write_str("; retrying does not help"),
            (DidRun::No, Some(Retryability::Throttled)) => {
                match self.retry_after() {
                    Some(after) => write!(f, "; retry in {after:?}")?,
                    None => f.write_str("; retry later")?,
                }
                match self.throttle_reason() {
                    Some(RESERVED_CONCURRENCY) => {
                        f.write_str(", unless the function's reserved concurrency is 0")
                    }
                    _ => Ok(()),
                }
            }
            (DidRun::No, Some(Retryability::NotReady)) if self.is_of_execution() => {
                f.write_str("; retry later")
            }
            (DidRun::No, Some(Retryability::NotReady)) => {
                f.write_str("; retry when the function is ready")
            }
            (DidRun::No, Some(Retryability::Transient)) => f.write_str("; safe to retry"),
            (DidRun::Unknown, Some(_)) if self.is_retryable() && self.is_named_start() => {
                f.write_str("; safe to retry under the same name")
            }
            (DidRun::Unknown, Some(_)) if self.is_retryable() && !self.is_event() => {
                f.write_str("; safe to retry because the call is idempotent")
            }
            (DidRun::Unknown, _) if !self.is_retryable() || self.is_event() => {
                f.write_str("; check before retrying")
            }
            _ => Ok(()),
        }
    }

    fn fmt_request_ids(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut ids = self.request_ids();
        if let Some(first) = ids.next() {
            write!(f, " (request IDs: {first}")?;
            for id in ids {
                write!(f, ", {id}")?;
            }
            f.write_str(")")?;
        }
        Ok(())
    }
}
