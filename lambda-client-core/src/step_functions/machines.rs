//! The handle to Step Functions: transport, default settings, clock, and what all executions share.

use std::sync::Arc;
use std::time::Duration;

use crate::call::is_declared;
use crate::certainty::{Attempt, ExecutionOperation};
use crate::clock::{Clock, FullJitter, Jitter, TokioClock};
use crate::error::{Error, FunctionError};
use crate::observe::{CallOutcome, CallWatch, Observer, Observers};
use crate::payload::Raw;
use crate::retry::PerFunctionMap;
use crate::server::downstream_errors::{DownstreamErrors, note_downstream};
use crate::settings::{RetryConfig, Settings};
use crate::step_functions::arn::{MachineArn, check_execution};
use crate::step_functions::execution::Knowledge;
use crate::step_functions::poll_budget::PollBudgets;
use crate::step_functions::{Execution, ExpressMachine, Machine, StatesTransport, Task, TaskToken};

/// The default of [`MachinesBuilder::polls_per_second`].
const POLLS_PER_SECOND: u32 = 8;

/// A handle to AWS Step Functions. Owns one transport; cheap to clone, and clones share the transport, the retry budgets and the rates at
/// which executions are polled.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::RetryConfig;
/// use lambda_client::step_functions::{Machines, StatesTransport};
///
/// /// `transport` may be `SdkStatesTransport::from_env().await`, for example.
/// fn machines(transport: impl StatesTransport) -> Machines {
///     Machines::builder(transport).retry(RetryConfig::new().max_attempts(5)).build()
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Machines {
    shared: Arc<Shared>,
}

/// What all clones of a [`Machines`] share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) transport: Arc<dyn StatesTransport>,
    pub(super) settings: Settings,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) jitter: Arc<dyn Jitter>,
    /// The retry budget of each machine.
    pub(super) budgets: PerFunctionMap,
    pub(super) polls: PollBudgets,
    pub(super) observers: Observers,
}

impl Shared {
    /// Starts to observe what is asked about a machine or an execution, unless nobody observes.
    pub(super) fn watch(
        &self,
        operation: ExecutionOperation,
        machine: Option<&str>,
        execution: Option<&str>,
    ) -> Option<Box<CallWatch>> {
        CallWatch::start_execution(&self.observers, &self.clock, operation, machine, execution)
    }
}

impl Machines {
    /// Creates a handle that uses this transport and the default settings.
    pub fn new(transport: impl StatesTransport) -> Machines {
        Machines::builder(transport).build()
    }

    /// Returns a builder for a handle that uses this transport and other default settings.
    pub fn builder(transport: impl StatesTransport) -> MachinesBuilder {
        MachinesBuilder {
            transport: Arc::new(transport),
            settings: Settings::default(),
            clock: Arc::new(TokioClock),
            jitter: Arc::new(FullJitter),
            polls_per_second: POLLS_PER_SECOND,
            observers: Observers::default(),
        }
    }

    pub(super) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    pub(super) fn settings(&self) -> Settings {
        self.shared.settings
    }

    /// Returns a handle to a **Standard** machine, by the ARN of the machine or of one of its versions or aliases. A malformed ARN is
    /// reported by the handle's methods.
    pub fn machine(&self, arn: &str) -> Machine {
        Machine::new(Arc::clone(&self.shared), MachineArn::parse(arn))
    }

    /// Returns a handle to an **Express** machine, by the ARN of the machine or of one of its versions or aliases. A malformed ARN is
    /// reported by the handle's methods.
    pub fn express(&self, arn: &str) -> ExpressMachine {
        ExpressMachine::new(Arc::clone(&self.shared), MachineArn::parse(arn))
    }

    /// Attaches to an execution of a Standard machine that was started before, here or elsewhere, by its ARN. Nothing is sent; a malformed
    /// ARN is reported by the handle's methods.
    pub fn execution(&self, arn: &str) -> Execution {
        let shared = Arc::clone(&self.shared);
        Execution::<Raw, Error>::new(shared, check_execution(arn), Knowledge::Nothing)
    }

    /// Waits until everything that has happened so far has been reported to the [observers](MachinesBuilder::observer): before the process
    /// ends, or before a test looks at what its observer has seen. Clones of this handle share the observers.
    ///
    /// It takes as long as the observers do; put a timeout around it if one may be slow. It never ends if an observer waits for it.
    /// `serve` does the same before each response, for a limited time.
    pub fn flush_observers(&self) -> impl Future<Output = ()> + Send + use<> {
        self.shared.observers.flush()
    }

    /// Returns a handle to the task that waits for this token (`.waitForTaskToken`): a [`TaskToken`] that a function got as its argument, or
    /// the text of one. Whoever uses it needs the permissions `states:SendTaskSuccess`, `states:SendTaskFailure` and `states:SendTaskHeartbeat`.
    pub fn task(&self, token: impl Into<TaskToken>) -> Task {
        Task::new(Arc::clone(&self.shared), token.into())
    }
}

/// Builds a [`Machines`] with default settings for all requests.
#[derive(Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct MachinesBuilder {
    transport: Arc<dyn StatesTransport>,
    settings: Settings,
    clock: Arc<dyn Clock>,
    jitter: Arc<dyn Jitter>,
    polls_per_second: u32,
    observers: Observers,
}

impl MachinesBuilder {
    /// Sets how requests are retried. The retry budget belongs to a machine, for starts; all other requests share one.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.settings.retry = retry;
        self
    }

    /// Sets the timeout of each request, with all attempts and delays: of a start, a description, a report to a task. It does not limit how
    /// long [`Execution::result`] waits for the end. Default: none.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Sets the timeout of each attempt: at most the [`timeout`](Self::timeout), if there is one. Default: 30 seconds, and for
    /// [`ExpressMachine::run`], whose attempt takes as long as the execution, 330 seconds: an Express execution ends within 5 minutes.
    ///
    /// An attempt to start an execution that has timed out may have started it. A start of a Standard machine is retried then, under its
    /// name; one of an Express machine only if it is [idempotent](super::ExpressCall::idempotent).
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how many executions of one account and Region are described each second at most, by all clones of this handle together: while
    /// results are awaited, by [`Execution::status`] and [`Execution::describe`], and after a start that finds its name in use. Five times as
    /// many may be described at once after a pause; the others wait for their turn. Default: 8. Zero counts as 1.
    ///
    /// The account and the Region are those in the ARN of the execution. AWS lets an account describe 10 to 15 executions a second in a Region,
    /// by all its programs together (AWS Step Functions service quotas, `DescribeExecution`). Two handles that are built separately do not know
    /// of each other, nor do two processes: with the defaults, two of them may exceed the quota. Clone one handle, or divide the rate.
    pub fn polls_per_second(mut self, polls: u32) -> Self {
        self.polls_per_second = polls;
        self
    }

    /// Sets the clock. Default: [`TokioClock`].
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the source of randomness for delays. Default: [`FullJitter`].
    pub fn jitter(mut self, jitter: impl Jitter) -> Self {
        self.jitter = Arc::new(jitter);
        self
    }

    /// Adds an observer of all requests and waits, and of their attempts and polls. There may be several: they are called in the order in which
    /// they were added. One that is to observe the calls of a [`Lambda`](crate::Lambda) as well can be given to both, in an `Arc`.
    ///
    /// An observer can neither change a request, nor slow it down, nor see inputs, outputs, causes and task tokens: see
    /// [`observe`](crate::observe#executions).
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observers.add(observer);
        self
    }

    /// Builds the [`Machines`], or reports settings that are zero or contradict each other.
    ///
    /// # Errors
    ///
    /// Returns an error of kind [`Configuration`](crate::ErrorKind::Configuration) if a timeout or the number of attempts is zero, if
    /// the `attempt_timeout` is longer than the `timeout`, or if the `base_delay` of retries is longer than their `max_delay`.
    pub fn try_build(self) -> Result<Machines, Error> {
        self.settings.check()?;
        Ok(self.build())
    }

    /// Builds the [`Machines`]. Settings that [`try_build`](Self::try_build) rejects are reported by every request, before anything is
    /// sent.
    pub fn build(self) -> Machines {
        Machines {
            shared: Arc::new(Shared {
                transport: self.transport,
                settings: self.settings,
                clock: self.clock,
                jitter: self.jitter,
                budgets: PerFunctionMap::default(),
                polls: PollBudgets::new(self.polls_per_second),
                observers: self.observers,
            }),
        }
    }
}

/// Ends the observation of a request, and converts its error for the caller: the error as its method declares it, and as it is.
pub(super) fn conclude<T, E: FunctionError>(
    watched: Watched<T>,
    attempts: impl FnOnce(&T) -> &[Attempt],
) -> Result<T, (E, Error)> {
    let maker = watched.maker.as_ref();
    let result = watched.result.map_err(|error| typed(error, maker));
    if let Some(watch) = watched.watch {
        watch.finish(&match &result {
            Ok(value) => succeeded(attempts(value)),
            Err((typed, error)) => CallOutcome::Failure {
                error,
                is_declared: is_declared::<E>(typed, error),
            },
        });
    }
    result
}

/// The outcome of a request that has succeeded after these attempts.
pub(super) fn succeeded(attempts: &[Attempt]) -> CallOutcome<'_> {
    CallOutcome::Success {
        attempts,
        executed_version: None,
        log: None,
    }
}

/// A result that has not been converted for the caller.
pub(super) struct Watched<T> {
    /// The observation of the request, which has not ended.
    pub(super) watch: Option<Box<CallWatch>>,
    /// The errors of the handler that made the request.
    pub(super) maker: Option<Arc<DownstreamErrors>>,
    pub(super) result: Result<T, Error>,
}

/// Converts the error of a request for the caller, and notes it for the handler that made the request and for the one that awaits it.
pub(super) fn typed<E: FunctionError>(
    error: Error,
    maker: Option<&Arc<DownstreamErrors>>,
) -> (E, Error) {
    let typed = E::from_error(error.clone());
    note_downstream(&typed, &error, maker);
    (typed, error)
}
