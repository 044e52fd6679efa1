//! The start of an execution of a Standard machine.

mod resolve;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::certainty::{Attempt, DidRun, ExecutionOperation, Operation};
use crate::error::{CallError, Error, ErrorKind, FunctionError};
use crate::future::BoxFuture;
use crate::observe::CallWatch;
use crate::step_functions::arn::{MachineArn, is_express};
use crate::step_functions::draft::{Draft, draft_setters};
use crate::step_functions::execution::Knowledge;
use crate::step_functions::input::trace_header;
use crate::step_functions::machines::{Watched, conclude};
use crate::step_functions::request::{Reply, Request};
use crate::step_functions::{Execution, ExecutionName, StartExecution, StatesOperation, wire};

/// How far the clocks of two servers, and the header `Date` with its whole seconds, may make a start look late.
const MARGIN: Duration = Duration::from_secs(1);

/// The start of an execution of a Standard machine. Awaiting it starts the execution, and returns a handle to it; it does not wait for the
/// end.
///
/// A start always has a name: the given one, or one that is generated once. Every retry has the same name and the same input, so
/// **a start is retried after any failure that may pass, and starts one execution at most**: AWS accepts a name once in 90 days (Step Functions
/// API reference, `StartExecution`). What a later start with the same name finds is in [`Started::outcome`]:
///
/// | The name belongs to | Same input | Another input |
/// |---|---|---|
/// | no execution | [`New`](StartOutcome::New) | [`New`](StartOutcome::New) |
/// | an execution that runs | [`AlreadyRunning`](StartOutcome::AlreadyRunning) | error of kind [`NameTaken`](ErrorKind::NameTaken) |
/// | an execution that has ended | [`AlreadyFinished`](StartOutcome::AlreadyFinished) | error of kind [`NameTaken`](ErrorKind::NameTaken) |
///
/// **A start without a name is safe to retry only by itself**: another start has another generated name, and starts another execution. So if
/// it is unknown whether it has started one, its error says the name, and is not [retryable](Error::is_retryable).
///
/// Inputs are compared as JSON values: white space, the order of keys and the form of numbers do not matter.
///
/// To find that out, the execution is described, which needs the permission `states:DescribeExecution`. Without it, or if the input is not
/// shown, a name that is in use is an error with the code `ExecutionAlreadyExists`, which leaves open whether the execution is the one that was
/// to start: [`did_run`](CallError::did_run) is [`Unknown`](DidRun::Unknown). A generated name belongs to no other start, so it needs no
/// description.
#[must_use = "a start does nothing until it is awaited or sent"]
pub struct Start<T, E> {
    draft: Draft,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T, E> Start<T, E> {
    pub(super) fn new(draft: Draft) -> Start<T, E> {
        Start {
            draft,
            types: PhantomData,
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        change(&mut self.draft);
        self
    }

    /// Sets the name of the execution: see [`ExecutionName`]. An invalid one is reported when the start is sent.
    ///
    /// A start that may be made again, by another process or after a crash, needs the same name each time: the ID of the order, of the
    /// message, or of the invocation that makes the start.
    pub fn name(self, name: impl AsRef<str>) -> Self {
        let name = ExecutionName::parse(name.as_ref());
        self.with(|draft| draft.name = Some(name))
    }

    /// Sets the timeout of the start, with all attempts and delays. It does not limit the execution.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|draft| draft.own.timeout = Some(timeout))
    }

    draft_setters!();

    async fn start(self) -> Watched<Started<T, E>> {
        let draft = self.draft;
        let name = match &draft.name {
            Some(name) => name.clone(),
            None => ExecutionName::random(),
        };
        let machine = draft.machine.as_ref().ok();
        let execution = machine.and_then(|machine| Some(machine.execution(name.as_ref().ok()?)));
        let watch = machine.and_then(|machine| {
            let operation = ExecutionOperation::Start;
            draft
                .shared
                .watch(operation, Some(machine.unqualified()), execution.as_deref())
        });
        let result = start_watched(&draft, name, watch.as_deref()).await;
        Watched {
            watch,
            maker: draft.maker,
            result,
        }
    }
}

impl<T, E: FunctionError> Start<T, E> {
    /// Starts the execution. The error has the typed error and everything known about the start.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution was not started, or if it is unknown whether it was: see
    /// [`CallError::did_run`](CallError::did_run).
    pub async fn send(self) -> Result<Started<T, E>, CallError<E>> {
        conclude(self.start().await, Started::attempts)
            .map_err(|(typed, error)| CallError::new(typed, error))
    }
}

impl<T: 'static, E: FunctionError> IntoFuture for Start<T, E> {
    type Output = Result<Started<T, E>, E>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            conclude(self.start().await, Started::attempts).map_err(|(typed, _)| typed)
        })
    }
}

/// Starts the execution, or finds out what its name belongs to.
async fn start_watched<T, E>(
    draft: &Draft,
    name: Result<ExecutionName, Error>,
    watch: Option<&CallWatch>,
) -> Result<Started<T, E>, Error> {
    let machine = draft.machine.as_ref().map_err(Error::clone)?;
    let input = draft.input.as_ref().map_err(Error::clone)?;
    let (name, is_given) = (name?, draft.name.is_some());
    let trace_header = trace_header(draft.trace_header.as_deref(), watch)?;
    let shared = &*draft.shared;
    let mut parameters = StartExecution::new(machine.as_str(), input);
    parameters.name = Some(name.as_str());
    parameters.trace_header = trace_header.as_deref();
    let request = Request {
        operation: ExecutionOperation::Start,
        parameters: StatesOperation::StartExecution(parameters),
        subject: Some(machine.as_str()),
        machine: Some(machine.unqualified()),
        read: wire::read::<wire::Started>,
    };
    let began = shared.clock.now();
    // One deadline for the start and for the descriptions after it.
    let options = draft.options().idempotent();
    let options = options.with_fixed_deadline(&shared.settings, &*shared.clock);
    let (arn, outcome, attempts) = match request.send_watched(shared, options, watch).await {
        Ok(reply) => {
            let arn = check_standard(machine, &reply)?;
            let elapsed = shared.clock.now() - began;
            let outcome = match is_given && was_running(&reply, elapsed) {
                true => StartOutcome::AlreadyRunning,
                false => StartOutcome::New,
            };
            (arn, outcome, reply.attempts)
        }
        // Nobody else knows a generated name: an attempt whose response was lost has started the execution.
        Err(error) if is_taken(&error) && !is_given => (
            machine.execution(&name),
            StartOutcome::New,
            error.attempts().to_vec(),
        ),
        Err(error) if is_taken(&error) => {
            let taken = resolve::Taken {
                shared,
                arn: machine.execution(&name),
                machine: machine.as_str(),
                input,
                began,
                error,
            };
            let resolved = taken.resolve(options);
            match watch {
                Some(watch) => watch.within(resolved).await?,
                None => resolved.await?,
            }
        }
        Err(error) if !is_given => return Err(error.of_generated_name(Some(name.as_str()))),
        Err(error) => return Err(error),
    };
    let knowledge = match outcome {
        StartOutcome::New | StartOutcome::AlreadyRunning => Knowledge::Started,
        StartOutcome::AlreadyFinished => Knowledge::Ended,
    };
    Ok(Started {
        execution: Execution::new(Arc::clone(&draft.shared), Ok(arn), knowledge),
        outcome,
        attempts,
    })
}

impl<T, E> fmt::Debug for Start<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Start")
            .field(
                "machine",
                &self.draft.machine.as_ref().map(MachineArn::as_str),
            )
            .field("name", &self.draft.name)
            .finish_non_exhaustive()
    }
}

/// Returns whether the name of a start is in use.
fn is_taken(error: &Error) -> bool {
    error.kind() == ErrorKind::Service && error.code() == Some("ExecutionAlreadyExists")
}

/// Returns whether an execution ran before it was started by a start that is `elapsed` old now.
fn was_running(reply: &Reply<wire::Started>, elapsed: Duration) -> bool {
    let earlier = reply.attempts.split_last().map(|(_, earlier)| earlier);
    let was_lost = |attempt: &Attempt| attempt.did_run() != DidRun::No;
    let may_be_own = earlier.is_some_and(|earlier| earlier.iter().any(was_lost));
    match reply.was_running {
        Some(false) => false,
        Some(true) if !may_be_own => true,
        _ => is_older(&reply.value.start_date, reply.date, elapsed),
    }
}

/// Returns whether an execution started before the request that is `elapsed` old now, by the clock of Step Functions alone.
fn is_older(start: &wire::Timestamp, date: Option<SystemTime>, elapsed: Duration) -> bool {
    let latest = start.time().checked_add(elapsed.saturating_add(MARGIN));
    date.zip(latest).is_some_and(|(date, latest)| latest < date)
}

/// Returns the ARN of an execution that was started, unless the machine is an Express one.
fn check_standard(machine: &MachineArn, reply: &Reply<wire::Started>) -> Result<Arc<str>, Error> {
    let arn = &reply.value.execution_arn;
    if !is_express(arn) {
        return Ok(Arc::from(&**arn));
    }
    Err(Error::builder(ErrorKind::Configuration)
        .operation(Operation::Execution(ExecutionOperation::Start))
        .function(machine.as_str())
        .message(
            "the machine is an Express one, which starts an execution for every request, whatever its name; use `Machines::express`, or `kind = \"express\"` in `#[state_machine]`",
        )
        .did_run(DidRun::Yes)
        .attempts(reply.attempts.iter().cloned())
        .build())
}

/// The execution that a start has started, or has found because an earlier one had the same name and input.
pub struct Started<T, E> {
    execution: Execution<T, E>,
    outcome: StartOutcome,
    attempts: Vec<Attempt>,
}

impl<T, E> Started<T, E> {
    /// Returns the execution.
    pub fn execution(&self) -> &Execution<T, E> {
        &self.execution
    }

    /// Returns the execution.
    pub fn into_execution(self) -> Execution<T, E> {
        self.execution
    }

    /// Returns whether the execution is a new one.
    pub fn outcome(&self) -> StartOutcome {
        self.outcome
    }

    /// Returns the history of the start, oldest attempt first.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }
}

impl<T, E> fmt::Debug for Started<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Started")
            .field("execution", &self.execution)
            .field("outcome", &self.outcome)
            .field("attempts", &self.attempts)
            .finish()
    }
}

/// What a start has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StartOutcome {
    /// The execution started with this request. If another start with the same name and input was made within about two seconds before,
    /// it may have been that one: AWS responds to both alike. All that can be compared is the date of the execution with that of the
    /// response, which has whole seconds, and the clocks of two servers may differ by a second. `LocalMachines` tells the two
    /// apart in this process, unless the response to an attempt of this start was lost, which may have started the execution.
    New,
    /// An earlier start with the same name and the same input had started the execution, and it has not ended.
    AlreadyRunning,
    /// An earlier start with the same name and the same input had started the execution, and it has ended. Its result can still be read.
    AlreadyFinished,
}
