//! A call: the future that a client's method returns, with its options.

mod acceptance;
mod engine;
mod plan;
mod reply;
mod resolved_function;
mod response;
mod untyped;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::certainty::{DidRun, Operation};
use crate::client_context;
use crate::error::{CallError, Error, ErrorKind};
use crate::future::{BoxFuture, boxed};
#[cfg(feature = "fan-out")]
use crate::limiter::Item;
use crate::server::downstream_errors::{DownstreamErrors, of_current_handler};
use crate::settings::RetryConfig;

pub(crate) use self::plan::Plan;
#[cfg(feature = "step-functions")]
pub(crate) use self::reply::is_declared;
pub use self::reply::{Codec, EventReply, Fallible, Received, Reply, codec, event_codec};
pub(crate) use self::resolved_function::ResolvedFunction;
pub use self::response::Response;
pub use self::untyped::UntypedCall;

/// One call of a function, with its payload already encoded.
///
/// A call is a future with the return type of the trait's method, so `orders.place(order).await` is all that most code needs; it
/// can be spawned, joined and buffered. Options are set before it is awaited. [`send`](Call::send) returns the value together
/// with everything known about the call.
///
/// Nothing is sent before the call is first polled. **Dropping the future stops the waiting and the retries, never the
/// function**: what Lambda has accepted runs to its end.
///
/// A call is not `Clone`: it may be running, and half of a call cannot be copied. To make the same call again, make it in a closure:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// # async fn example(lambda: lambda_client::Lambda) -> Result<(), lambda_client::Error> {
/// let place = || lambda.call("orders-place").json::<u32>(&"cup").qualifier("live");
/// let (first, second) = (place().await?, place().await?);
/// # Ok(()) }
/// ```
///
/// A mistake made while the call is built (arguments that cannot be serialized, an invalid qualifier, settings that contradict each
/// other) is returned when the call is sent, before anything leaves this process.
///
/// A call that is sent by a function ends before the invocation that sends it: see [`Context`](crate::Context#outgoing-calls).
///
/// A call that waits, for a timeout, for the end of an invocation or before a retry, needs a tokio runtime with a timer: see
/// [`TokioClock`](crate::clock::TokioClock).
///
/// `Debug` prints neither the payload nor the client context nor the tenant ID.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
/// use lambda_client::RetryConfig;
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # use lambda_client::{Error, Lambda};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Error> {
/// # let lambda = Lambda::new(Echo);
///
/// let response = lambda
///     .call("quote")
///     .json::<u32>(&42)
///     .timeout(Duration::from_secs(5))
///     .idempotent(true)
///     .retry(RetryConfig::new().max_attempts(5))
///     .send()
///     .await?;
/// println!("{} after {} attempts", response.value(), response.attempts().len());
/// # Ok(()) }
/// ```
#[must_use = "a call does nothing until it is awaited, spawned or sent"]
pub struct Call<R> {
    state: State,
    codec: Codec<R>,
    /// The errors of the handler that made the call, which may await it in a task.
    maker: Option<Arc<DownstreamErrors>>,
}

enum State {
    Building(Box<Plan>),
    Running(BoxFuture<'static, engine::Finished>),
    Done,
}

impl<R> Call<R> {
    pub(crate) fn new(plan: Box<Plan>, codec: Codec<R>) -> Self {
        Call {
            state: State::Building(plan),
            codec,
            maker: of_current_handler(),
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

    /// Sets the timeout of the whole call, with all attempts and delays. It does not stop the function.
    ///
    /// It shortens an `attempt_timeout` that the client sets. Zero is an error, reported before anything is sent: for a moment that
    /// may have passed, use [`deadline`](Call::deadline).
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|plan| plan.settings.timeout = Some(timeout))
    }

    /// Sets the timeout of each attempt. A synchronous attempt lasts as long as the function runs.
    ///
    /// One that is zero, or longer than the [`timeout`](Call::timeout) of the call or its client, is an error, reported before anything
    /// is sent.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.with(|plan| plan.settings.attempt_timeout = Some(timeout))
    }

    /// Sets the moment by which the call ends. If it passes, the error is of kind [`Timeout`](ErrorKind::Timeout). If there is a
    /// [`timeout`](Call::timeout) as well, the earlier of the two counts.
    pub fn deadline(self, deadline: Instant) -> Self {
        self.with(|plan| plan.deadline = Some(deadline))
    }

    /// Sets whether running the function twice with this payload has the same effect as running it once. `true` allows retries
    /// after failures in which the function may have run.
    ///
    /// Only a call and the attribute can set it to `true`; a client's builder can only withdraw it
    /// ([`not_idempotent`](crate::ClientBuilder::not_idempotent)), since whoever configures a client does not know the payload.
    pub fn idempotent(self, idempotent: bool) -> Self {
        self.with(|plan| plan.settings.idempotent = Some(idempotent))
    }

    /// Sets how this call is retried; what `retry` leaves unset stays as the client has it.
    pub fn retry(self, retry: RetryConfig) -> Self {
        self.with(|plan| plan.settings.retry = retry.or(plan.settings.retry))
    }

    /// Sets the version or alias to call.
    pub fn qualifier(self, qualifier: impl Into<String>) -> Self {
        self.with(|plan| plan.set_qualifier(qualifier.into()))
    }

    /// Asks for the end of the function's log (4 KB): see [`Response::log`] and [`Response::report`].
    pub fn tail_log(self) -> Self {
        self.with(|plan| plan.settings.tail_log = Some(true))
    }

    /// Sets the tenant ID, for functions with tenant isolation: 1 to 256 of the characters `a-z A-Z 0-9 . _ : / = + - @` and
    /// space (model shape `TenantId`), but no space at its ends: it would arrive without it, as the ID of another tenant.
    pub fn tenant(self, tenant: impl Into<String>) -> Self {
        self.with(|plan| plan.set_tenant(tenant.into()))
    }

    /// Sets the client context: serialized as a JSON object, at most 3,583 bytes long after base64 (model operation `Invoke`).
    /// Use [`ClientContext`](crate::ClientContext) for the document that Lambda's runtimes expect. Some of them crash on anything
    /// other than an object.
    pub fn client_context<T: Serialize + ?Sized>(self, context: &T) -> Self {
        let encoded = client_context::encode(context).map_err(|error| {
            let message = error.message();
            let error = Error::builder(error.kind()).message(message).source(error);
            error.build()
        });
        self.with(|plan| match encoded {
            Ok(encoded) => plan.client_context = Some(encoded),
            Err(error) => plan.fail(error),
        })
    }

    /// Returns the future of the call, started if it was not running, or `None` if the call has ended.
    fn run(&mut self) -> Option<BoxFuture<'static, engine::Finished>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Building(plan) => {
                #[cfg(feature = "fan-out")]
                if let Some(item) = Item::current() {
                    item.call_started();
                }
                Some(boxed!(engine::run(plan, self.codec.rules())))
            }
            State::Running(future) => Some(future),
            State::Done => None,
        }
    }
}

impl<R: Fallible> Call<R> {
    /// Sends the call and returns the value together with everything known about the call.
    ///
    /// # Errors
    ///
    /// Returns a [`CallError`] if the call fails: the method's own error, with what is known about the failed call.
    pub async fn send(mut self) -> Result<Response<R::Value>, CallError<R::Error>> {
        let finished = match self.run() {
            Some(call) => call.await,
            None => polled_after_end(),
        };
        self.codec
            .finish_with_details(finished, self.maker.as_ref())
    }
}

impl<R: Reply> Call<R> {
    /// Makes the call asynchronous: Lambda queues the event and runs the function later (invocation type `Event`).
    pub fn event(self) -> Call<Result<(), R::Error>> {
        self.into_operation(Operation::Queue)
    }

    /// Makes the call a check of parameters and permissions, without running the function (invocation type `DryRun`).
    pub fn dry_run(self) -> Call<Result<(), R::Error>> {
        self.into_operation(Operation::DryRun)
    }

    fn into_operation(self, operation: Operation) -> Call<Result<(), R::Error>> {
        let Call { state, maker, .. } = self.with(|plan| plan.operation = operation);
        Call {
            state,
            codec: codec(),
            maker,
        }
    }
}

impl<R> Future for Call<R> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = &mut *self;
        let finished = match this.run() {
            Some(mut call) => match call.as_mut().poll(cx) {
                Poll::Ready(finished) => finished,
                Poll::Pending => {
                    this.state = State::Running(call);
                    return Poll::Pending;
                }
            },
            None => polled_after_end(),
        };
        Poll::Ready(this.codec.finish(finished, this.maker.as_ref()))
    }
}

/// Returns the error of a call that is polled after its end, or that was given an option while it was running.
///
/// It is a mistake in the code of the caller, hence [`ErrorKind::Configuration`], but unlike all others of this kind it is found
/// after something was sent: whether the function ran is unknown. A panic would end a task over a call that may have succeeded.
fn polled_after_end() -> engine::Finished {
    let error = Error::builder(ErrorKind::Configuration)
        .message("the call was polled after its end, or given an option while it was running; set options before the first poll")
        .did_run(DidRun::Unknown)
        .build();
    engine::Finished {
        result: Err(error),
        watch: None,
    }
}

impl<R> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.state {
            State::Building(plan) => f.debug_tuple("Call").field(plan).finish(),
            State::Running(_) => f.write_str("Call(running)"),
            State::Done => f.write_str("Call(done)"),
        }
    }
}
