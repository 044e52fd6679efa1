//! What observers learn about a call.

use std::fmt;
use std::time::Duration;

use crate::certainty::{Attempt, DidRun};
use crate::error::ErrorKind;
use crate::log::Report;
use crate::observe::error_type::error_type;
use crate::observe::{CallOutcome, Target};

/// A call that has ended.
///
/// `Debug` prints neither the payload nor the log.
pub struct CallEnd<'a> {
    pub(super) target: &'a Target,
    pub(super) duration: Duration,
    pub(super) outcome: &'a CallOutcome<'a>,
}

impl CallEnd<'_> {
    /// Returns what the call asked for, and of which function.
    pub fn target(&self) -> &Target {
        self.target
    }

    /// Returns how long the call took, with all attempts and delays, on the clock of the [`Lambda`](crate::Lambda).
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// Returns the history of the call, oldest attempt first. Empty if nothing was sent.
    pub fn attempts(&self) -> &[Attempt] {
        match self.outcome {
            CallOutcome::Success { attempts, .. } => attempts,
            CallOutcome::Failure { error, .. } => error.attempts(),
        }
    }

    /// Returns whether the function ran, in any attempt of the call.
    pub fn did_run(&self) -> DidRun {
        match self.outcome {
            CallOutcome::Success { attempts, .. } => {
                let attempts = attempts.iter().map(Attempt::did_run);
                attempts.max().unwrap_or(DidRun::No)
            }
            CallOutcome::Failure { error, .. } => error.did_run(),
        }
    }

    /// Returns the kind of failure; `None` if the call succeeded.
    pub fn error_kind(&self) -> Option<ErrorKind> {
        match self.outcome {
            CallOutcome::Success { .. } => None,
            CallOutcome::Failure { error, .. } => Some(error.kind()),
        }
    }

    /// Returns a name for the failure that is fit to be a label, such as the `error.type` of OpenTelemetry; `None` if the call succeeded.
    ///
    /// It is from a small set: Lambda's error code, an `errorType` that the error type of the method declares, or the name of the
    /// [kind](ErrorKind::as_str). Any other `errorType` is `_OTHER`, since a function may send any text.
    pub fn error_type(&self) -> Option<&str> {
        match self.outcome {
            CallOutcome::Success { .. } => None,
            CallOutcome::Failure { error, is_declared } => {
                Some(error_type(error.kind(), error.code(), *is_declared))
            }
        }
    }

    /// Returns Lambda's error code or the function's `errorType`, if the call failed with one.
    pub fn code(&self) -> Option<&str> {
        match self.outcome {
            CallOutcome::Success { .. } => None,
            CallOutcome::Failure { error, .. } => error.code(),
        }
    }

    /// Returns the HTTP status of the last response, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.attempts().last().and_then(Attempt::status)
    }

    /// Returns Lambda's ID of the last request, if Lambda responded to it.
    pub fn request_id(&self) -> Option<&str> {
        self.attempts().last().and_then(Attempt::request_id)
    }

    /// Returns the version that ran: a number or `$LATEST`, also if an alias was called.
    pub fn executed_version(&self) -> Option<&str> {
        match self.outcome {
            CallOutcome::Success {
                executed_version, ..
            } => *executed_version,
            CallOutcome::Failure { error, .. } => error.executed_version(),
        }
    }

    /// Returns what Lambda measured; `None` unless the call asked for the log with `tail_log`.
    pub fn report(&self) -> Option<Report> {
        match self.outcome {
            CallOutcome::Success { log, .. } => log.and_then(|log| log.report()),
            CallOutcome::Failure { error, .. } => error.report(),
        }
    }

    /// Returns whether a new execution environment was started for the call; `None` unless the call asked for the log with `tail_log` and
    /// the log contains a report.
    pub fn is_cold_start(&self) -> Option<bool> {
        let report = self.report()?;
        Some(report.init_duration().is_some() || report.restore_duration().is_some())
    }
}

impl fmt::Debug for CallEnd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallEnd")
            .field("target", &self.target)
            .field("duration", &self.duration)
            .field("error_kind", &self.error_kind())
            .field("attempts", &self.attempts())
            .finish_non_exhaustive()
    }
}
