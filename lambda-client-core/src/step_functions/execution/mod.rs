//! A handle to an execution of a Standard machine.

pub(super) mod end;
mod history;
mod status;
mod wait;

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::certainty::ExecutionOperation;
use crate::error::Error;
use crate::payload::Raw;
use crate::retry::Deadline;
use crate::server::Context;
use crate::step_functions::arn::execution_name;
use crate::step_functions::input::{MAX_CAUSE, MAX_ERROR, check_length};
use crate::step_functions::machines::Shared;
use crate::step_functions::name::random_uuid;
use crate::step_functions::request::{Options, Reply, Request};
use crate::step_functions::{
    DescribeExecution, RedriveExecution, StatesOperation, StopExecution, wire,
};

pub use self::history::{History, HistoryEvent};
pub use self::status::{ExecutionDescription, ExecutionStatus};
pub use self::wait::ExecutionResult;

/// A handle to an execution of a Standard machine: made by a start, or attached by [`Machines::execution`](super::Machines::execution) and
/// [`Machine::execution`](super::Machine::execution). Cheap to clone. Dropping it does not stop the execution.
///
/// `T` is the type of the output, `E` that of errors.
pub struct Execution<T = Raw, E = Error> {
    shared: Arc<Shared>,
    arn: Result<Arc<str>, Error>,
    knowledge: Knowledge,
    /// When this handle or a clone of it has last redriven the execution, on the clock of Step Functions.
    redriven: Arc<Mutex<Option<SystemTime>>>,
    types: PhantomData<fn() -> (T, E)>,
}

/// What is known about an execution when the handle to it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Knowledge {
    /// Nothing, not even whether it exists.
    Nothing,
    /// It was started just before: AWS may not find it yet.
    Started,
    /// AWS has described it as ended.
    Ended,
}

impl<T, E> Execution<T, E> {
    pub(super) fn new(
        shared: Arc<Shared>,
        arn: Result<Arc<str>, Error>,
        knowledge: Knowledge,
    ) -> Execution<T, E> {
        Execution {
            shared,
            arn,
            knowledge,
            redriven: Arc::default(),
            types: PhantomData,
        }
    }

    /// Sets the type of the output: any `serde::Deserialize`.
    pub fn output<U>(self) -> Execution<U, E> {
        self.with_types()
    }

    /// Sets the type of errors: any [`FunctionError`](crate::FunctionError).
    pub fn error<F>(self) -> Execution<T, F> {
        self.with_types()
    }

    fn with_types<U, F>(self) -> Execution<U, F> {
        Execution {
            shared: self.shared,
            arn: self.arn,
            knowledge: self.knowledge,
            redriven: self.redriven,
            types: PhantomData,
        }
    }

    /// Returns the ARN, by which another program can [attach](super::Machines::execution). Empty if the handle was made of a malformed ARN
    /// or name.
    pub fn arn(&self) -> &str {
        self.arn.as_deref().unwrap_or_default()
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        execution_name(self.arn())
    }

    /// Waits for the end of the execution and returns its output, once the returned [`ExecutionResult`] is awaited.
    pub fn result(&self) -> ExecutionResult<T, E> {
        ExecutionResult::new(self.clone())
    }

    /// Returns the status (the `DescribeExecution` operation). It is eventually consistent.
    ///
    /// All descriptions in one account and Region share the rate of
    /// [`polls_per_second`](super::MachinesBuilder::polls_per_second), so one that exceeds it waits for its turn: a loop over `status`
    /// does not use up the quota of the account. To wait for the end, use [`result`](Execution::result).
    ///
    /// # Errors
    ///
    /// Returns an error if the execution cannot be described: [`Error::is_not_found`] is true if it does not exist, or if it started a
    /// moment ago.
    pub async fn status(&self) -> Result<ExecutionStatus, Error> {
        let described = describe_in_turn(
            &self.shared,
            self.checked()?,
            Options::default(),
            Some("METADATA_ONLY"),
        );
        Ok(ExecutionStatus::parse(&described.await?.value.status))
    }

    /// Returns what is known about the execution (the `DescribeExecution` operation).
    ///
    /// # Errors
    ///
    /// Returns an error if the execution cannot be described: see [`status`](Execution::status).
    pub async fn describe(&self) -> Result<ExecutionDescription, Error> {
        let described = describe_in_turn(&self.shared, self.checked()?, Options::default(), None);
        Ok(described.await?.value.into())
    }

    /// Stops the execution (the `StopExecution` operation): its result becomes an error of kind
    /// [`ExecutionAborted`](crate::ErrorKind::ExecutionAborted) with this name of an error and this cause. An empty text is left out. An
    /// execution that has ended stays as it is. Functions that the execution has called run to their end.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution does not exist, if `error` has more than 256 characters or `cause` more than 32,768, or if the
    /// request fails: [`Error::did_run`] says whether the execution may have been stopped.
    pub async fn stop(&self, error: &str, cause: &str) -> Result<(), Error> {
        let arn = self.checked()?;
        check_length(ExecutionOperation::Stop, "error", error, MAX_ERROR)?;
        check_length(ExecutionOperation::Stop, "cause", cause, MAX_CAUSE)?;
        let mut parameters = StopExecution::new(arn);
        parameters.error = Some(error).filter(|error| !error.is_empty());
        parameters.cause = Some(cause).filter(|cause| !cause.is_empty());
        let request = Request {
            operation: ExecutionOperation::Stop,
            parameters: StatesOperation::StopExecution(parameters),
            subject: Some(arn),
            machine: None,
            read: wire::read_nothing,
        };
        let options = Options::default().idempotent();
        request.send(&self.shared, options).await?;
        Ok(())
    }

    /// Continues an execution that failed, timed out or was stopped within the last 14 days, from the states that did not succeed (Step
    /// Functions API reference, `RedriveExecution`). However often its request is retried, one call redrives once.
    ///
    /// A task that did not succeed calls its function again, idempotent or not: one that ended with `States.Timeout`, for example, has probably
    /// run before, and may still be running.
    ///
    /// Descriptions are eventually consistent, and may show the end from before the redrive for a moment. Once this has succeeded, a
    /// [`result`](Execution::result) of this handle or its clones does not return that one; other handles may. [`ExecutionDescription::redrive_count`] tells the two apart.
    ///
    /// # Errors
    ///
    /// Returns an error with the code `ExecutionNotRedrivable` if the execution has succeeded, is running, or is too old, and an error if it
    /// does not exist or the request fails: [`Error::did_run`] says whether the execution may have been redriven.
    pub async fn redrive(&self) -> Result<(), Error> {
        let arn = self.checked()?;
        let token = random_uuid()?;
        let mut parameters = RedriveExecution::new(arn);
        parameters.client_token = Some(&token);
        let request = Request {
            operation: ExecutionOperation::Redrive,
            parameters: StatesOperation::RedriveExecution(parameters),
            subject: Some(arn),
            machine: None,
            read: wire::read::<wire::Redriven>,
        };
        let options = Options::default().idempotent();
        let redriven = request.send(&self.shared, options).await;
        let redriven = redriven.map_err(|error| error.of_generated_name(None))?;
        let date = redriven.value.redrive_date.map(wire::Timestamp::time);
        *self.last_redrive() = date.or(redriven.date);
        Ok(())
    }

    /// Reads what has happened in the execution, event by event (the `GetExecutionHistory` operation). Nothing is requested before the
    /// returned [`History`] is polled.
    pub fn history(&self) -> History {
        History::new(Arc::clone(&self.shared), self.arn.clone())
    }

    fn last_redrive(&self) -> MutexGuard<'_, Option<SystemTime>> {
        self.redriven.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn checked(&self) -> Result<&str, Error> {
        self.arn.as_deref().map_err(Error::clone)
    }
}

/// Describes an execution once it is its turn: AWS limits the rate for the whole account and Region.
pub(super) async fn describe_in_turn(
    shared: &Shared,
    arn: &str,
    options: Options,
    included_data: Option<&str>,
) -> Result<Reply<wire::Described>, Error> {
    let clock = &*shared.clock;
    // The timeout includes the time in the queue.
    let options = options.with_fixed_deadline(&shared.settings, clock);
    let context = Context::current();
    let end = Deadline::earliest(clock, None, options.deadline, context.as_ref());
    let budget = shared.polls.of(arn, clock.now());
    let turn = budget.take(clock.now(), end.map(|end| end.at));
    if !turn.wait.is_zero() {
        let left = end.map(|end| end.at.saturating_duration_since(clock.now()));
        // If its turn comes too late, the request reports that its time is over, without being sent.
        let wait = left.map_or(turn.wait, |left| left.min(turn.wait));
        clock.try_sleep(wait)?.await;
    }
    turn.used();
    let described = description(arn, included_data).send(shared, options).await;
    let attempts = match &described {
        Ok(described) => described.attempts.len(),
        Err(error) => error.attempts().len(),
    };
    budget.charge(clock.now(), attempts.saturating_sub(1));
    described
}

/// Returns the request that describes an execution.
fn description<'a>(arn: &'a str, included_data: Option<&'a str>) -> Request<'a, wire::Described> {
    let mut parameters = DescribeExecution::new(arn);
    parameters.included_data = included_data;
    Request {
        operation: ExecutionOperation::Read("DescribeExecution"),
        parameters: StatesOperation::DescribeExecution(parameters),
        subject: Some(arn),
        machine: None,
        read: wire::read::<wire::Described>,
    }
}

impl<T, E> Clone for Execution<T, E> {
    fn clone(&self) -> Self {
        Execution {
            shared: Arc::clone(&self.shared),
            arn: self.arn.clone(),
            knowledge: self.knowledge,
            redriven: Arc::clone(&self.redriven),
            types: PhantomData,
        }
    }
}

impl<T, E> fmt::Debug for Execution<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Execution")
            .field("arn", &self.arn)
            .finish_non_exhaustive()
    }
}
