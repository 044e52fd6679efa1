//! What observers learn about a call.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::certainty::{Attempt, DidRun};
use crate::error::ErrorKind;
use crate::log::Report;
use crate::observe::error_type::error_type;
use crate::observe::short_code::{short_code, with_short_code};
use crate::observe::{CallOutcome, Target};

/// A call that has ended.
///
/// `Debug` prints neither the payload nor the log.
#[derive(Clone)]
pub struct CallEnd {
    pub(super) target: Arc<Target>,
    pub(super) call_id: u64,
    pub(super) duration: Duration,
    attempts: Vec<Attempt>,
    did_run: DidRun,
    executed_version: Option<String>,
    report: Option<Report>,
    failure: Option<CallFailure>,
}

/// What is known about the failure of a call.
#[derive(Clone)]
struct CallFailure {
    kind: ErrorKind,
    code: Option<String>,
    /// The error is one of the function that the error type of the method declares.
    is_declared: bool,
}

fn with_short_codes(attempts: &[Attempt]) -> Vec<Attempt> {
    attempts.iter().map(with_short_code).collect()
}

impl CallEnd {
    /// Takes from an outcome what observers may see: an error and a response keep their payload, and nothing of it may wait in a queue.
    pub(super) fn new(
        target: &Arc<Target>,
        call_id: u64,
        duration: Duration,
        outcome: &CallOutcome<'_>,
    ) -> CallEnd {
        let end = CallEnd {
            target: Arc::clone(target),
            call_id,
            duration,
            attempts: Vec::new(),
            did_run: DidRun::No,
            executed_version: None,
            report: None,
            failure: None,
        };
        match outcome {
            CallOutcome::Success {
                attempts,
                executed_version,
                log,
            } => {
                let runs = attempts.iter().map(Attempt::did_run);
                CallEnd {
                    attempts: with_short_codes(attempts),
                    did_run: runs.max().unwrap_or(DidRun::No),
                    executed_version: executed_version.map(str::to_owned),
                    report: log.and_then(|log| log.report()),
                    ..end
                }
            }
            CallOutcome::Failure { error, is_declared } => CallEnd {
                attempts: with_short_codes(error.attempts()),
                did_run: error.did_run(),
                executed_version: error.executed_version().map(str::to_owned),
                report: error.report(),
                failure: Some(CallFailure {
                    kind: error.kind(),
                    code: error.code().map(short_code),
                    is_declared: *is_declared,
                }),
                ..end
            },
        }
    }

    /// Returns what the call asked for, and of which function or state machine.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Returns the number of the call among those of its handle and the clones of that, from 1. Calls run side by side, and so do the reports of
    /// their attempts: the number tells which attempts belong to the call. A [`Lambda`](crate::Lambda) and a
    /// [`Machines`](crate::step_functions::Machines) count on their own.
    pub fn call_id(&self) -> u64 {
        self.call_id
    }

    /// Returns how long the call took, with all attempts and delays, on the clock of the handle.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// Returns the history of the call, oldest attempt first. Empty if nothing was sent. That of a [wait](Target::is_wait) has the last poll alone,
    /// or none if the time to wait is over.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// Returns whether the function ran, in any attempt of the call. If Step Functions was asked: whether the execution started, or the request took
    /// effect; one that only reads never does.
    pub fn did_run(&self) -> DidRun {
        self.did_run
    }

    /// Returns the kind of failure; `None` if the call succeeded.
    pub fn error_kind(&self) -> Option<ErrorKind> {
        self.failure.as_ref().map(|failure| failure.kind)
    }

    /// Returns a name for the failure that is fit to be a label, such as the `error.type` of OpenTelemetry; `None` if the call succeeded.
    ///
    /// It is from a small set: an error code that Lambda or Step Functions documents, an `errorType` that the error type of the method declares, or the name of
    /// the [kind](ErrorKind::as_str). Any other code or `errorType` is `_OTHER`, since a gateway or a function may send any text;
    /// [`code`](CallEnd::code) returns it.
    pub fn error_type(&self) -> Option<&str> {
        let failure = self.failure.as_ref()?;
        let code = failure.code.as_deref();
        Some(error_type(failure.kind, code, failure.is_declared))
    }

    /// Returns the error code of Lambda or Step Functions, the function's `errorType` or the name of the execution's error, if the call failed with
    /// one: the first 256 bytes of it, here and in the [`attempts`](CallEnd::attempts).
    pub fn code(&self) -> Option<&str> {
        self.failure.as_ref()?.code.as_deref()
    }

    /// Returns the HTTP status of the last response, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.attempts().last().and_then(Attempt::status)
    }

    /// Returns the ID that AWS gave the last request, if it responded to it.
    pub fn request_id(&self) -> Option<&str> {
        self.attempts().last().and_then(Attempt::request_id)
    }

    /// Returns the version that ran: a number or `$LATEST`, also if an alias was called.
    pub fn executed_version(&self) -> Option<&str> {
        self.executed_version.as_deref()
    }

    /// Returns what Lambda measured; `None` unless the call asked for the log with `tail_log`.
    pub fn report(&self) -> Option<Report> {
        self.report.clone()
    }

    /// Returns whether a new execution environment was started for the call; `None` unless the call asked for the log with `tail_log` and
    /// the log contains a report.
    pub fn is_cold_start(&self) -> Option<bool> {
        let report = self.report.as_ref()?;
        Some(report.init_duration().is_some() || report.restore_duration().is_some())
    }
}

impl fmt::Debug for CallEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallEnd")
            .field("target", &self.target)
            .field("call_id", &self.call_id)
            .field("duration", &self.duration)
            .field("error_kind", &self.error_kind())
            .field("attempts", &self.attempts())
            .finish_non_exhaustive()
    }
}
