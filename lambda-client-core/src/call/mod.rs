//! A call: the future that a client's method returns, with its options.

mod engine;
mod plan;
mod reply;
mod resolved;
mod response;
mod untyped;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::certainty::DidRun;
use crate::client_context;
use crate::error::{CallError, Error, ErrorKind};
use crate::future::BoxFuture;
use crate::settings::RetryConfig;
use crate::transport::InvocationType;

pub(crate) use self::plan::Plan;
#[doc(hidden)]
pub use self::reply::{Codec, EventReply, Fallible, Received, Reply, accepted, codec};
pub(crate) use self::resolved::Endpoint;
pub use self::response::Response;
pub use self::untyped::UntypedCall;

/// One call of a function, with its payload already encoded.
///
/// It is a future with the return type of the trait's method, so `orders.place(order).await` is all that most code needs;
/// it can be spawned, joined and buffered. Options are set before, and [`send`](Call::send) gives the answer with everything
/// known about the call.
///
/// Nothing is sent before the call is first polled. **Dropping the future stops the waiting and the retrying, never the
/// function**: what Lambda has accepted runs to its end.
///
/// A mistake made while the call was built (arguments that cannot be serialised, a bad qualifier) is kept and returned when
/// the call is sent.
#[must_use = "a call does nothing until it is awaited, spawned or sent"]
pub struct Call<R> {
    state: State,
    codec: Codec<R>,
}

enum State {
    Building(Box<Plan>),
    Running(BoxFuture<'static, engine::Outcome>),
    Done,
}

impl<R> Call<R> {
    pub(crate) fn new(plan: Box<Plan>, codec: Codec<R>) -> Self {
        Call {
            state: State::Building(plan),
            codec,
        }
    }

    /// Changes the plan, as long as nothing is under way.
    fn with(mut self, change: impl FnOnce(&mut Plan)) -> Self {
        match &mut self.state {
            State::Building(plan) => change(plan),
            // What is under way cannot be changed, and to go on as if it had been would be worse.
            State::Running(_) | State::Done => self.state = State::Done,
        }
        self
    }

    /// The bound of the whole call, attempts and delays together. The function is not stopped by it.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|plan| plan.settings.timeout = Some(timeout))
    }

    /// The bound of one attempt. A synchronous attempt lasts as long as the function runs.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.with(|plan| plan.settings.attempt_timeout = Some(timeout))
    }

    /// The moment by which the call ends, at the latest; the earlier of this and `timeout` counts.
    pub fn deadline(self, deadline: Instant) -> Self {
        self.with(|plan| plan.deadline = Some(deadline))
    }

    /// Says whether running the function twice with this payload is as good as once. `true` allows retries where the
    /// function may already have run.
    pub fn idempotent(self, idempotent: bool) -> Self {
        self.with(|plan| plan.settings.idempotent = Some(idempotent))
    }

    /// How this call is repeated; what is not set in `retry` stays as the client has it.
    pub fn retry(self, retry: RetryConfig) -> Self {
        self.with(|plan| plan.settings.retry = retry.or(plan.settings.retry))
    }

    /// The version or alias, for this call.
    pub fn qualifier(self, qualifier: &str) -> Self {
        self.with(|plan| plan.set_qualifier(qualifier))
    }

    /// Asks for the end of the function's log (4 KB): see [`Response::log`] and [`Response::report`].
    pub fn tail_log(self) -> Self {
        self.with(|plan| plan.tail_log_asked = true)
    }

    /// The tenant, for functions with tenant isolation: 1 to 256 of the characters `a-z A-Z 0-9 . _ : / = + - @` and space
    /// (model shape `TenantId`).
    pub fn tenant(self, tenant: impl Into<String>) -> Self {
        self.with(|plan| plan.set_tenant(tenant.into()))
    }

    /// The client context: serialised, and at most 3,583 bytes after base64 (model operation `Invoke`). Use
    /// [`ClientContext`](crate::ClientContext) for the document that Lambda's runtimes know.
    pub fn client_context<T: Serialize + ?Sized>(self, context: &T) -> Self {
        let encoded = client_context::encode(context).map_err(|error| {
            let kind = match error.is_too_large() {
                true => ErrorKind::TooLarge,
                false => ErrorKind::Encode,
            };
            let message = error.to_string();
            Error::builder(kind).message(message).source(error).build()
        });
        self.with(|plan| match encoded {
            Ok(encoded) => plan.client_context = Some(encoded),
            Err(error) => plan.fail(error),
        })
    }

    /// Starts the call, or returns the future that it already is; none where it has ended.
    fn run(&mut self) -> Option<BoxFuture<'static, engine::Outcome>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Building(plan) => Some(Box::pin(engine::run(plan, self.codec.asks_for_retry()))),
            State::Running(future) => Some(future),
            State::Done => None,
        }
    }
}

impl<R: Reply> Call<R> {
    /// Sends the call and gives the answer together with everything known about it.
    ///
    /// # Errors
    ///
    /// [`CallError`], which holds the method's own error and beside it what is known about the call.
    pub async fn send(mut self) -> Result<Response<R::Value>, CallError<R::Error>> {
        match self.run() {
            Some(outcome) => reply::receive::<R>(outcome.await),
            None => reply::receive::<R>(Err(polled_after_end())),
        }
    }

    /// The same call as an asynchronous one: Lambda queues the event and runs the function later (invocation type `Event`).
    pub fn event(self) -> Call<Result<(), R::Error>> {
        self.into_mode(InvocationType::Event)
    }

    /// The same call as a check of parameters and permission that runs nothing (invocation type `DryRun`).
    pub fn dry_run(self) -> Call<Result<(), R::Error>> {
        self.into_mode(InvocationType::DryRun)
    }

    fn into_mode(self, invocation_type: InvocationType) -> Call<Result<(), R::Error>> {
        let Call { state, .. } = self.with(|plan| plan.invocation_type = invocation_type);
        Call {
            state,
            codec: codec(),
        }
    }
}

impl<R> Future for Call<R> {
    type Output = R;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = &mut *self;
        let Some(mut outcome) = this.run() else {
            return Poll::Ready(this.codec.finish(Err(polled_after_end())));
        };
        match outcome.as_mut().poll(cx) {
            Poll::Ready(outcome) => Poll::Ready(this.codec.finish(outcome)),
            Poll::Pending => {
                this.state = State::Running(outcome);
                Poll::Pending
            }
        }
    }
}

/// What a call says that was polled again after its end, or was given options when it was under way. It has no answer, and the
/// function may have run.
fn polled_after_end() -> Error {
    Error::builder(ErrorKind::Configuration)
        .message("the call had ended, or was under way when an option was set; set options before the first poll")
        .did_run(DidRun::Unknown)
        .build()
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
