//! A handle to a task that waits for a token.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;

use crate::certainty::{Attempt, DidRun, ExecutionOperation};
use crate::error::{Error, ErrorKind, FunctionError};
use crate::server::downstream_errors::leave_typed;
use crate::step_functions::input::{MAX_CAUSE, MAX_ERROR, check_length, encode_text};
use crate::step_functions::machines::Shared;
use crate::step_functions::request::{Options, Request};
use crate::step_functions::{
    SendTaskFailure, SendTaskHeartbeat, SendTaskSuccess, StatesOperation, TaskToken, wire,
};

const SUCCESS: ExecutionOperation = ExecutionOperation::Report("SendTaskSuccess");
const FAILURE: ExecutionOperation = ExecutionOperation::Report("SendTaskFailure");

/// A handle to a task that waits for a token (`.waitForTaskToken`), made by [`Machines::task`](super::Machines::task). Cheap to clone.
///
/// The token is a secret, which `Debug` does not print.
#[derive(Clone)]
pub struct Task {
    shared: Arc<Shared>,
    token: TaskToken,
}

/// Whether a report reached its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// The report of this call reached the task.
    Done,
    /// The task has ended, and probably by this call: the response to an earlier attempt was lost, and a later one found the task ended. It may
    /// also have ended in another way, such as by its own time limit.
    ProbablyDone,
}

impl Task {
    pub(super) fn new(shared: Arc<Shared>, token: TaskToken) -> Task {
        Task { shared, token }
    }

    /// Ends the task with this output (the `SendTaskSuccess` operation).
    ///
    /// # Errors
    ///
    /// Returns an error if the output cannot be serialized or is larger than 256 KiB, or if the report did not reach the task. Its code is
    /// `TaskTimedOut` or `TaskDoesNotExist` if the task had ended before this call.
    pub async fn succeed<T: Serialize + ?Sized>(&self, output: &T) -> Result<Delivery, Error> {
        let output = encode_text(SUCCESS, "output", output)?;
        let parameters = SendTaskSuccess::new(self.checked()?, &output);
        let reported = self.report(SUCCESS, StatesOperation::SendTaskSuccess(parameters));
        unless_done_before(reported.await)
    }

    /// Ends the task with this error, as a function that fails with it does (the `SendTaskFailure` operation): its `errorType` is the name that
    /// `Catch` and `Retry` compare, and its error document the cause. A name that the platform reports is changed as that of a function is: see
    /// [`Error::function`]. A document of more than 32,768 characters is cut off there: a task whose failure cannot be reported would wait until
    /// its time limit.
    ///
    /// # Errors
    ///
    /// Returns an error if the name is longer than 256 characters, or if the report did not reach the task: see
    /// [`succeed`](Task::succeed).
    pub async fn fail<E: FunctionError>(&self, error: &E) -> Result<Delivery, Error> {
        let document = leave_typed::<E>(error.to_document());
        let cause = document.to_bytes();
        let cause: String = String::from_utf8_lossy(&cause)
            .chars()
            .take(MAX_CAUSE)
            .collect();
        check_length(FAILURE, "error", document.error_type(), MAX_ERROR)?;
        let mut parameters = SendTaskFailure::new(self.checked()?);
        parameters.error = Some(document.error_type());
        parameters.cause = Some(&cause);
        let reported = self.report(FAILURE, StatesOperation::SendTaskFailure(parameters));
        unless_done_before(reported.await)
    }

    /// Reports that the task is still in progress, as its `HeartbeatSeconds` require (the `SendTaskHeartbeat` operation).
    ///
    /// # Errors
    ///
    /// Returns an error if the report did not reach the task. Its code is `TaskTimedOut` or `TaskDoesNotExist` if the task has ended, so that
    /// whoever works on it can stop.
    pub async fn heartbeat(&self) -> Result<(), Error> {
        let parameters = SendTaskHeartbeat::new(self.checked()?);
        self.report(
            ExecutionOperation::Report("SendTaskHeartbeat"),
            StatesOperation::SendTaskHeartbeat(parameters),
        )
        .await
    }

    fn checked(&self) -> Result<&str, Error> {
        match self.token.mistake() {
            Some(mistake) => Err(Error::configuration(mistake)),
            None => Ok(self.token.as_str()),
        }
    }

    async fn report(
        &self,
        operation: ExecutionOperation,
        parameters: StatesOperation<'_>,
    ) -> Result<(), Error> {
        let read: fn(&Bytes) -> _ = wire::read_nothing;
        let request = Request {
            operation,
            parameters,
            subject: None,
            machine: None,
            read,
        };
        request
            .send(&self.shared, Options::default().idempotent())
            .await?;
        Ok(())
    }
}

/// Tells a task that has ended by an earlier attempt of the same call from one that had ended before.
fn unless_done_before(reported: Result<(), Error>) -> Result<Delivery, Error> {
    let Err(error) = reported else {
        return Ok(Delivery::Done);
    };
    let has_ended = error.kind() == ErrorKind::Service
        && matches!(
            error.code(),
            Some("TaskTimedOut" | "TaskDoesNotExist" | "InvalidToken")
        );
    let was_lost = |attempt: &Attempt| attempt.did_run() != DidRun::No;
    match has_ended && error.attempts().iter().any(was_lost) {
        true => Ok(Delivery::ProbablyDone),
        false => Err(error),
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").finish_non_exhaustive()
    }
}
