//! A call of a method: the future that a client's method returns, with its options.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::call::{Fallible, Received};
use crate::certainty::DidRun;
use crate::error::{CallError, Error, ErrorKind, FunctionError};
use crate::future::BoxFuture;
use crate::settings::Settings;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::draft::{Draft, draft_setters};
use crate::step_functions::express::{ExpressCall, ExpressResponse, ToEnd, ToStart};
use crate::step_functions::machines::Shared;
use crate::step_functions::{ExecutionName, Start};

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
/// Options are set before the call is awaited. Nothing is sent before it is first polled. **Dropping the future ends the waiting, never the
/// execution.** A mistake in an argument or an option is returned when the call is awaited.
///
/// `Debug` does not print the input.
#[must_use = "a call does nothing until it is awaited, started or sent"]
pub struct MachineCall<R, K = Standard> {
    shared: Arc<Shared>,
    state: State<R>,
    codec: MachineCodec<R, K>,
}

enum State<R> {
    Building(Box<Draft>),
    Running(BoxFuture<'static, R>),
    Done,
}

/// How a call of this kind becomes an `R`.
///
/// It holds a function, so that [`MachineCall`] and its `Future` implementation need no bound on `R`: a type that does not fit is reported
/// once, where the codec is made.
#[doc(hidden)]
pub struct MachineCodec<R, K> {
    run: fn(Box<Draft>) -> BoxFuture<'static, R>,
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
        run: |draft| {
            Box::pin(async move {
                let result = start_and_wait::<R::Value, R::Error>(*draft).await;
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
        run: |draft| {
            Box::pin(async move {
                let call = ExpressCall::<ToEnd<R::Value>, R::Error>::new(*draft);
                R::from_result(call.await)
            })
        },
        kind: PhantomData,
    }
}

/// Returns the draft of a call that is polled after its end, or given an option while it was running. Like that of
/// [`Call`](crate::Call), its error is found after something was sent.
fn misused(shared: Arc<Shared>) -> Box<Draft> {
    let error = Error::builder(ErrorKind::Configuration)
        .message("the call was polled after its end, or given an option while it was running; set options before the first poll")
        .did_run(DidRun::Unknown)
        .build();
    let input = Ok(String::new());
    Box::new(Draft::new(shared, Err(error), input, Settings::default()))
}

/// Starts the execution and waits for its end. The start takes some of the time that the call may take.
async fn start_and_wait<T: Received, E: FunctionError>(draft: Draft) -> Result<T, CallError<E>> {
    let began = draft.shared.clock.now();
    let (options, maker) = (draft.options(), draft.maker.clone());
    let is_named = draft.name.is_some();
    let started = Start::<T, E>::new(draft).send().await?;
    let mut result = started.into_execution().result().made_by(maker);
    result = result.attempt_timeout(options.settings.attempt_timeout);
    if !is_named {
        result = result.of_unnamed_call();
    }
    if let Some(timeout) = options.settings.timeout {
        result = result.timeout(timeout).since(began);
    }
    if let Some(deadline) = options.deadline {
        result = result.deadline(deadline);
    }
    result.send().await
}

impl<R, K> MachineCall<R, K> {
    pub(super) fn new(draft: Draft, codec: MachineCodec<R, K>) -> Self {
        MachineCall {
            shared: Arc::clone(&draft.shared),
            state: State::Building(Box::new(draft)),
            codec,
        }
    }

    /// Changes the draft unless the call is running or has ended.
    fn with(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        match &mut self.state {
            State::Building(draft) => change(draft),
            // A running call cannot be changed, and to continue as if it had been would be worse.
            State::Running(_) | State::Done => self.state = State::Done,
        }
        self
    }

    /// Sets the timeout of the whole call: of the start with all its retries, and of waiting for the end. It does not stop the execution. If
    /// the call is only [started](MachineCall::start), it is the timeout of the start.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|draft| draft.own.timeout = Some(timeout))
    }

    draft_setters!();

    /// Sets the name of the execution: see [`ExecutionName`](crate::step_functions::ExecutionName). An invalid one is reported when the call
    /// is sent.
    ///
    /// A Standard machine starts one execution for each name: a call that may be made again, by another process or after a crash, needs the
    /// same name each time, such as the ID of the order. Without a name, one is generated for each call, so a call that is made again starts
    /// another execution, and its errors are not [retryable](Error::is_retryable) if it may have started one. For an Express machine, the name only
    /// helps to find the execution in its log.
    pub fn name(self, name: impl AsRef<str>) -> Self {
        let name = ExecutionName::parse(name.as_ref());
        self.with(|draft| draft.name = Some(name))
    }

    /// Returns the draft; that of a call which is running or has ended only has an error.
    fn into_draft(self) -> Draft {
        match self.state {
            State::Building(draft) => *draft,
            State::Running(_) | State::Done => *misused(self.shared),
        }
    }
}

impl<R: Fallible> MachineCall<R, Standard> {
    /// Starts the execution without waiting for its end, once the returned [`Start`] is awaited.
    ///
    /// What a start with a name finds is in [`Started::outcome`](crate::step_functions::Started::outcome); the result is read by
    /// [`Execution::result`](crate::step_functions::Execution::result), here or in another program.
    pub fn start(self) -> Start<R::Value, R::Error> {
        Start::new(self.into_draft())
    }

    /// Starts the execution and waits for its end. The error has the typed error and everything known about the start or the execution.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution was not started, if it failed, or if its end is unknown.
    pub async fn send(self) -> Result<R::Value, CallError<R::Error>>
    where
        R::Value: Received,
        R::Error: FunctionError,
    {
        start_and_wait(self.into_draft()).await
    }
}

impl<R: Fallible> MachineCall<R, Express> {
    /// Sets whether running the machine twice with this input has the same effect as running it once. `true` allows retries after failures
    /// in which the execution may have started.
    pub fn idempotent(self, idempotent: bool) -> Self {
        self.with(|draft| draft.own.idempotent = Some(idempotent))
    }

    /// Starts an execution without waiting for its end (the `StartExecution` operation), once the returned call is awaited. **It may run
    /// twice**, even if one request was sent: AWS runs an asynchronous Express execution at least once (AWS Step Functions Developer Guide,
    /// "Execution guarantees"). How it ended is only found in its log.
    pub fn start(self) -> ExpressCall<ToStart, R::Error> {
        ExpressCall::new(self.into_draft())
    }

    /// Runs the execution and returns its output with everything known about it.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution did not start, if it failed, or if its end is unknown.
    pub async fn send(self) -> Result<ExpressResponse<R::Value>, CallError<R::Error>>
    where
        R::Value: Received,
        R::Error: FunctionError,
    {
        ExpressCall::<ToEnd<R::Value>, R::Error>::new(self.into_draft())
            .send()
            .await
    }
}

impl<R, K> Future for MachineCall<R, K> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = &mut *self;
        let mut running = match std::mem::replace(&mut this.state, State::Done) {
            State::Running(running) => running,
            State::Building(draft) => (this.codec.run)(draft),
            State::Done => (this.codec.run)(misused(Arc::clone(&this.shared))),
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
            State::Building(draft) => f
                .debug_struct("MachineCall")
                .field("machine", &draft.machine.as_ref().map(MachineArn::as_str))
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
