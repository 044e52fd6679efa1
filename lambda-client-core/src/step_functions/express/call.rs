//! A request to an Express machine.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use crate::call::Received;
use crate::certainty::ExecutionOperation;
use crate::error::{CallError, Error, FunctionError};
use crate::future::BoxFuture;
use crate::observe::CallWatch;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::draft::{Draft, draft_setters};
use crate::step_functions::execution::end::End;
use crate::step_functions::express::response::{ExpressResponse, ExpressStarted};
use crate::step_functions::input::trace_header;
use crate::step_functions::machines::{Watched, conclude};
use crate::step_functions::request::{Reply, Request};
use crate::step_functions::{ExecutionName, StartExecution, StatesOperation, wire};

/// What to write for a machine that is not an Express one.
const STANDARD: &str = "the machine is a Standard one; use `Machines::machine`, or remove `kind = \"express\"` from `#[state_machine]`";

/// An [`ExpressCall`] that waits for the end of the execution and returns its output.
#[derive(Debug)]
pub struct ToEnd<T>(PhantomData<fn() -> T>);

/// An [`ExpressCall`] that starts an execution which may run twice.
#[derive(Debug)]
pub struct ToStart(());

/// A request to an Express machine. Awaiting it sends it.
///
/// `M` says whether the request waits for the end of the execution ([`ToEnd`]) or not ([`ToStart`]).
///
/// An execution that failed is an error although AWS responds with HTTP 200. If the connection breaks after the request was sent, the
/// execution may have run or not: the error says [`DidRun::Unknown`](crate::DidRun::Unknown).
#[must_use = "a request does nothing until it is awaited or sent"]
pub struct ExpressCall<M, E> {
    draft: Draft,
    types: PhantomData<fn() -> (M, E)>,
}

impl<M, E> ExpressCall<M, E> {
    pub(in crate::step_functions) fn new(draft: Draft) -> Self {
        ExpressCall {
            draft,
            types: PhantomData,
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        change(&mut self.draft);
        self
    }

    /// Sets the name of the execution, by which its log is found. It need not be unique.
    pub fn name(self, name: impl AsRef<str>) -> Self {
        let name = ExecutionName::parse(name.as_ref());
        self.with(|draft| draft.name = Some(name))
    }

    /// Sets the timeout of the whole request, with all attempts and delays. It does not stop the execution.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|draft| draft.own.timeout = Some(timeout))
    }

    draft_setters!();

    /// Sets whether running the machine twice with this input has the same effect as running it once. `true` allows retries after failures
    /// in which the execution may have started.
    pub fn idempotent(self, idempotent: bool) -> Self {
        self.with(|draft| draft.own.idempotent = Some(idempotent))
    }

    fn watch(&self, operation: ExecutionOperation) -> Option<Box<CallWatch>> {
        let machine = self.draft.machine.as_ref().ok()?;
        let shared = &self.draft.shared;
        shared.watch(operation, Some(machine.unqualified()), None)
    }

    async fn request<R>(
        &self,
        operation: ExecutionOperation,
        watch: Option<&CallWatch>,
        read: fn(&bytes::Bytes) -> Result<R, crate::transport::TransportError>,
    ) -> Result<Reply<R>, Error> {
        let draft = &self.draft;
        let machine = draft.machine.as_ref().map_err(Error::clone)?;
        let input = draft.input.as_ref().map_err(Error::clone)?;
        let name = match &draft.name {
            Some(name) => Some(name.as_ref().map_err(Error::clone)?),
            None => None,
        };
        let trace_header = trace_header(draft.trace_header.as_deref(), watch)?;
        let mut start = StartExecution::new(machine.as_str(), input);
        start.name = name.map(ExecutionName::as_str);
        start.trace_header = trace_header.as_deref();
        let request = Request {
            operation,
            parameters: match operation {
                ExecutionOperation::RunExpress => StatesOperation::StartSyncExecution(start),
                _ => StatesOperation::StartExecution(start),
            },
            subject: Some(machine.as_str()),
            machine: Some(machine.unqualified()),
            read,
        };
        request
            .send_watched(&draft.shared, draft.options(), watch)
            .await
    }
}

impl<T: Received, E> ExpressCall<ToEnd<T>, E> {
    async fn run(self) -> Watched<ExpressResponse<T>> {
        let watch = self.watch(ExecutionOperation::RunExpress);
        let result = self.run_watched(watch.as_deref()).await;
        Watched {
            watch,
            maker: self.draft.maker,
            result,
        }
    }

    async fn run_watched(&self, watch: Option<&CallWatch>) -> Result<ExpressResponse<T>, Error> {
        let operation = ExecutionOperation::RunExpress;
        let reply = self
            .request(operation, watch, wire::read::<wire::Finished>)
            .await
            .map_err(|error| match error.code() {
                Some("StateMachineTypeNotSupported") => error.with_hint(STANDARD),
                _ => error,
            })?;
        let Reply {
            value, attempts, ..
        } = reply;
        let billing = value.billing_details;
        let end = End {
            operation: ExecutionOperation::Await,
            subject: Some(&value.execution_arn),
            status: value.status,
            output: value.output,
            error: value.error,
            cause: value.cause,
        };
        Ok(ExpressResponse {
            value: end.decode::<T>(&attempts)?,
            execution_arn: value.execution_arn,
            billed_duration: billing.billed_duration_ms.map(Duration::from_millis),
            billed_memory_mb: billing.billed_memory_mb,
            attempts,
        })
    }
}

impl<T: Received, E: FunctionError> ExpressCall<ToEnd<T>, E> {
    /// Runs the execution and returns its output with everything known about it.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution did not start, if it failed, or if its end is unknown.
    pub async fn send(self) -> Result<ExpressResponse<T>, CallError<E>> {
        conclude(self.run().await, ExpressResponse::attempts)
            .map_err(|(typed, error)| CallError::new(typed, error))
    }
}

impl<T: Received, E: FunctionError> IntoFuture for ExpressCall<ToEnd<T>, E> {
    type Output = Result<T, E>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            conclude(self.run().await, ExpressResponse::attempts)
                .map(ExpressResponse::into_value)
                .map_err(|(typed, _)| typed)
        })
    }
}

impl<E> ExpressCall<ToStart, E> {
    async fn start(self) -> Watched<ExpressStarted> {
        let operation = ExecutionOperation::StartExpress;
        let watch = self.watch(operation);
        let reply = self
            .request(operation, watch.as_deref(), wire::read::<wire::Started>)
            .await;
        let result = reply.map(|reply| ExpressStarted {
            execution_arn: reply.value.execution_arn,
            attempts: reply.attempts,
        });
        Watched {
            watch,
            maker: self.draft.maker,
            result,
        }
    }
}

impl<E: FunctionError> ExpressCall<ToStart, E> {
    /// Starts the execution. The error has the typed error and everything known about the start.
    ///
    /// # Errors
    ///
    /// Returns an error if the execution was not started, or if it is unknown whether it was.
    pub async fn send(self) -> Result<ExpressStarted, CallError<E>> {
        conclude(self.start().await, ExpressStarted::attempts)
            .map_err(|(typed, error)| CallError::new(typed, error))
    }
}

impl<E: FunctionError> IntoFuture for ExpressCall<ToStart, E> {
    type Output = Result<ExpressStarted, E>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            conclude(self.start().await, ExpressStarted::attempts).map_err(|(typed, _)| typed)
        })
    }
}

impl<M, E> fmt::Debug for ExpressCall<M, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExpressCall")
            .field(
                "machine",
                &self.draft.machine.as_ref().map(MachineArn::as_str),
            )
            .field("name", &self.draft.name)
            .finish_non_exhaustive()
    }
}
