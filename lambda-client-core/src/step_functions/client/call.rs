//! A call of a method: the future that a client's method returns, with its options.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::call::{Fallible, Received};
use crate::certainty::{DidRun, ExecutionOperation};
use crate::error::{CallError, Error, ErrorKind, FunctionError};
use crate::future::BoxFuture;
use crate::payload::Encoded;
use crate::settings::{RetryConfig, Settings};
use crate::step_functions::arn::MachineArn;
use crate::step_functions::client::MachineStub;
use crate::step_functions::express::{ExpressCall, ExpressResponse, ToEnd, ToStart};
use crate::step_functions::input::text_within_limit;
use crate::step_functions::machines::Shared;
use crate::step_functions::{ExecutionResult, Start};

/// Marks a [`MachineCall`] of a Standard machine.
#[derive(Clone, Copy, Debug)]
pub struct Standard(());

/// Marks a [`MachineCall`] of an Express machine.
#[derive(Clone, Copy, Debug)]
pub struct Express(());

/// One call of a method that starts a state machine, with its input already encoded.
///
/// A call is a future with the return type of the trait's method: `flow.fulfil(order).await` starts an execution, waits for its end and
/// returns its output. `K` is the type of the machine, [`Standard`] or [`Express`]:
///
/// | | `Standard` | `Express` |
/// |---|---|---|
/// | `.await` | `StartExecution`, then `DescribeExecution` until the end | `StartSyncExecution`, up to 5 minutes |
/// | `.start()` | [`Start`]: returns once the execution has started; one execution for each name | [`ExpressCall`]: **may start two executions** |
/// | `.name(..)` | makes a start that is made again find the same execution | names the execution in its log |
/// | Retried if it may have started | yes, with the same name and input | only if it is idempotent |
///
/// Options are set before the call is awaited. Nothing is sent before it is first polled. **Dropping the future stops the waiting, never the
/// execution.** A mistake made while the call is built is returned when it is awaited.
///
/// `Debug` does not print the input.
#[must_use = "a call does nothing until it is awaited, started or sent"]
pub struct MachineCall<R, K = Standard> {
    shared: Arc<Shared>,
    state: State<R>,
    codec: MachineCodec<R, K>,
}

enum State<R> {
    Building(Box<Plan>),
    Running(BoxFuture<'static, R>),
    Done,
}

/// A call before it is sent.
pub(super) struct Plan {
    shared: Arc<Shared>,
    machine: Result<MachineArn, Error>,
    input: Result<String, Error>,
    name: Option<Name>,
    trace_header: Option<String>,
    settings: Settings,
    deadline: Option<Instant>,
}

/// Where the name of an execution comes from.
enum Name {
    Given(String),
    OfKey(String),
}

/// How a call of this kind becomes an `R`.
///
/// It holds a function, so that [`MachineCall`] and its `Future` implementation need no bound on `R`: a type that does not fit is reported
/// once, where the codec is made.
#[doc(hidden)]
pub struct MachineCodec<R, K> {
    run: fn(Box<Plan>) -> BoxFuture<'static, R>,
    kind: PhantomData<fn() -> K>,
}

/// Returns the codec of a method of a Standard machine.
#[doc(hidden)]
pub fn standard_codec<R>() -> MachineCodec<R, Standard>
where
    R: Fallible + 'static,
    R::Value: Received,
    R::Error: FunctionError,
{
    MachineCodec {
        run: |plan| {
            Box::pin(async move {
                let result = plan.wait::<R::Value, R::Error>().await;
                R::from_result(result.map_err(CallError::into_error))
            })
        },
        kind: PhantomData,
    }
}

/// Returns the codec of a method of an Express machine.
#[doc(hidden)]
pub fn express_codec<R>() -> MachineCodec<R, Express>
where
    R: Fallible + 'static,
    R::Value: Received,
    R::Error: FunctionError,
{
    MachineCodec {
        run: |plan| {
            Box::pin(async move {
                let call: ExpressCall<ToEnd<R::Value>, R::Error> = plan.into_express();
                R::from_result(call.await)
            })
        },
        kind: PhantomData,
    }
}

impl Plan {
    pub(super) fn new(stub: &MachineStub, method: usize, input: Encoded) -> Plan {
        let resolved = stub.get(method);
        let settings = resolved.as_ref().map(|machine| machine.settings);
        Plan {
            shared: stub.machines.shared(),
            settings: settings.unwrap_or_default(),
            machine: resolved.map(|machine| machine.arn.clone()),
            input: input
                .0
                .and_then(|input| text_within_limit(ExecutionOperation::Start, "input", input)),
            name: None,
            trace_header: None,
            deadline: None,
        }
    }

    /// Returns the plan of a call that is polled after its end, or given an option while it was running. Like that of
    /// [`Call`](crate::Call), its error is found after something was sent.
    fn misused(shared: Arc<Shared>) -> Plan {
        let error = Error::builder(ErrorKind::Configuration)
            .message("the call was polled after its end, or given an option while it was running; set options before the first poll")
            .did_run(DidRun::Unknown)
            .build();
        Plan {
            shared,
            machine: Err(error),
            input: Ok(String::new()),
            name: None,
            trace_header: None,
            settings: Settings::default(),
            deadline: None,
        }
    }

    /// Returns the start, and how long a call may take from now on.
    fn into_start<T, E>(self: Box<Self>) -> (Start<T, E>, Limits) {
        let limits = Limits {
            began: self.shared.clock.now(),
            timeout: self.settings.timeout,
            deadline: self.deadline,
        };
        let mut start = Start::new(self.shared, self.machine, self.input);
        start = match self.name {
            Some(Name::Given(name)) => start.name(name),
            Some(Name::OfKey(key)) => start.key(key),
            None => start,
        };
        if let Some(trace_header) = self.trace_header {
            start = start.trace_header(trace_header);
        }
        if let Some(timeout) = self.settings.timeout {
            start = start.timeout(timeout);
        }
        if let Some(timeout) = self.settings.attempt_timeout {
            start = start.attempt_timeout(timeout);
        }
        if let Some(deadline) = self.deadline {
            start = start.deadline(deadline);
        }
        (start.retry(self.settings.retry), limits)
    }

    fn into_express<M, E>(self: Box<Self>) -> ExpressCall<M, E> {
        let mut call = ExpressCall::new(self.shared, self.machine, self.input);
        call = match self.name {
            Some(Name::Given(name)) => call.name(name),
            Some(Name::OfKey(key)) => call.key(key),
            None => call,
        };
        if let Some(trace_header) = self.trace_header {
            call = call.trace_header(trace_header);
        }
        if let Some(timeout) = self.settings.timeout {
            call = call.timeout(timeout);
        }
        if let Some(timeout) = self.settings.attempt_timeout {
            call = call.attempt_timeout(timeout);
        }
        if let Some(deadline) = self.deadline {
            call = call.deadline(deadline);
        }
        call.retry(self.settings.retry)
            .idempotent(self.settings.idempotent == Some(true))
    }

    /// Starts the execution and waits for its end.
    async fn wait<T: Received, E: FunctionError>(self: Box<Self>) -> Result<T, CallError<E>> {
        let (start, limits) = self.into_start::<T, E>();
        let started = start.send().await?;
        limits.of(started.execution().result()).send().await
    }
}

/// How long a call may take.
struct Limits {
    began: Instant,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
}

impl Limits {
    /// Limits the waiting: the start has taken some of the time.
    fn of<T, E>(self, mut result: ExecutionResult<T, E>) -> ExecutionResult<T, E> {
        if let Some(timeout) = self.timeout {
            result = result.timeout(timeout).since(self.began);
        }
        if let Some(deadline) = self.deadline {
            result = result.deadline(deadline);
        }
        result
    }
}

impl<R, K> MachineCall<R, K> {
    pub(super) fn new(plan: Plan, codec: MachineCodec<R, K>) -> Self {
        MachineCall {
            shared: Arc::clone(&plan.shared),
            state: State::Building(Box::new(plan)),
            codec,
        }
    }

    /// Changes the plan unless the call is running or has ended.
    fn with(mut self, change: impl FnOnce(&mut Plan)) -> Self {
        match &mut self.state {
            State::Building(plan) => change(plan),
            // A running call cannot be changed, and to continue as if it had been would be worse.
            State::Running(_) | State::Done => self.state = State::Done,
        }
        self
    }

    /// Sets the timeout of the whole call: of the start with all its retries, and of waiting for the end. It does not stop the execution. If
    /// the call is only [started](MachineCall::start), it is the timeout of the start.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|plan| plan.settings.timeout = Some(timeout))
    }

    /// Sets the timeout of each attempt of a request: see
    /// [`MachinesBuilder::attempt_timeout`](crate::step_functions::MachinesBuilder::attempt_timeout).
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.with(|plan| plan.settings.attempt_timeout = Some(timeout))
    }

    /// Sets the moment by which the call ends. If there is a [`timeout`](MachineCall::timeout) as well, the earlier of the two counts.
    pub fn deadline(self, deadline: Instant) -> Self {
        self.with(|plan| plan.deadline = Some(deadline))
    }

    /// Sets how requests of this call are retried; what `retry` leaves unset stays as declared.
    pub fn retry(self, retry: RetryConfig) -> Self {
        self.with(|plan| plan.settings.retry = retry.or(plan.settings.retry))
    }

    /// Sets the trace that the execution belongs to, as AWS X-Ray writes it. By default, it is that of the invocation that makes the call.
    pub fn trace_header(self, trace_header: impl Into<String>) -> Self {
        let trace_header = trace_header.into();
        self.with(|plan| plan.trace_header = Some(trace_header))
    }

    /// Sets the name of the execution: see [`ExecutionName`](crate::step_functions::ExecutionName). An invalid one is reported when the call
    /// is sent.
    ///
    /// A Standard machine starts one execution for each name: a call that may be made again, by another process or after a crash, needs the
    /// same name each time, such as the ID of the order. Without a name, one is made up for each call. For an Express machine, the name only
    /// helps to find the execution in its log.
    pub fn name(self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.with(|plan| plan.name = Some(Name::Given(name)))
    }

    /// Sets the name of the execution by any key: see [`ExecutionName::from_key`](crate::step_functions::ExecutionName::from_key).
    pub fn key(self, key: impl Into<String>) -> Self {
        let key = key.into();
        self.with(|plan| plan.name = Some(Name::OfKey(key)))
    }

    /// Returns the plan; that of a call which is running or has ended only has an error.
    fn take_plan(&mut self) -> Box<Plan> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Building(plan) => plan,
            State::Running(_) | State::Done => Box::new(Plan::misused(Arc::clone(&self.shared))),
        }
    }
}

impl<R: Fallible> MachineCall<R, Standard> {
    /// Starts the execution without waiting for its end, once the returned [`Start`] is awaited.
    ///
    /// What a start with a name finds is in [`Started::outcome`](crate::step_functions::Started::outcome); the result is read by
    /// [`Execution::result`](crate::step_functions::Execution::result), here or in another program.
    pub fn start(mut self) -> Start<R::Value, R::Error> {
        self.take_plan().into_start().0
    }

    /// Starts the execution and waits for its end. The error has the typed error and everything known about the start or the execution.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution was not started, if it failed, or if its end is not known.
    pub async fn send(mut self) -> Result<R::Value, CallError<R::Error>>
    where
        R::Value: Received,
        R::Error: FunctionError,
    {
        self.take_plan().wait().await
    }
}

impl<R: Fallible> MachineCall<R, Express> {
    /// Sets whether running the machine twice with this input has the same effect as running it once. `true` allows retries after failures
    /// in which the execution may have started.
    pub fn idempotent(self, idempotent: bool) -> Self {
        self.with(|plan| plan.settings.idempotent = Some(idempotent))
    }

    /// Starts an execution without waiting for its end (the `StartExecution` operation), once the returned call is awaited. **It may run
    /// twice**, even if one request was sent: AWS runs an asynchronous Express execution at least once (AWS Step Functions Developer Guide,
    /// "Execution guarantees"). Its end is only found in its log.
    pub fn start(mut self) -> ExpressCall<ToStart, R::Error> {
        self.take_plan().into_express()
    }

    /// Runs the execution and returns its output with everything known about it.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution did not start or failed, or if nobody knows.
    pub async fn send(mut self) -> Result<ExpressResponse<R::Value>, CallError<R::Error>>
    where
        R::Value: Received,
        R::Error: FunctionError,
    {
        let call: ExpressCall<ToEnd<R::Value>, R::Error> = self.take_plan().into_express();
        call.send().await
    }
}

impl<R, K> Future for MachineCall<R, K> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = &mut *self;
        let mut running = match std::mem::replace(&mut this.state, State::Done) {
            State::Running(running) => running,
            State::Building(plan) => (this.codec.run)(plan),
            State::Done => (this.codec.run)(Box::new(Plan::misused(Arc::clone(&this.shared)))),
        };
        let polled = running.as_mut().poll(cx);
        if polled.is_pending() {
            this.state = State::Running(running);
        }
        polled
    }
}

impl<R, K> fmt::Debug for MachineCall<R, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.state {
            State::Building(plan) => f
                .debug_struct("MachineCall")
                .field("machine", &plan.machine.as_ref().map(MachineArn::as_str))
                .finish_non_exhaustive(),
            State::Running(_) => f.write_str("MachineCall(running)"),
            State::Done => f.write_str("MachineCall(done)"),
        }
    }
}

impl<R, K> fmt::Debug for MachineCodec<R, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MachineCodec")
    }
}
