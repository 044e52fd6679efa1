//! Many small items in few calls.

use std::fmt;
use std::future::Future;

use futures_core::Stream;
use serde::Serialize;

use crate::fan_out::inputs::{Inputs, Source};
use crate::fan_out::packs::{PackLimits, Packs};
use crate::fan_out::unpack::{Unpacked, checked, unpack};
use crate::fan_out::{Batch, Done, Failures, FanOut, PackError, Progress, Summary};
use crate::invocation::limits::MAX_PAYLOAD;

/// What is left of Lambda's limit for other arguments of the method and the names around them.
const RESERVE: usize = 16 * 1024;

/// Makes as few calls as possible for many small items, of a method that takes several at a time.
///
/// `items` is anything that implements `IntoIterator`, or `Stream`. `call` receives as many items as fit into the payload of one synchronous
/// call, and returns a response for each of them, in their order. Each item has its own result, as in a [`fan_out`](crate::fan_out::fan_out()): a
/// value, or the error of the call that it was part of. Of a stream, a call is given what is there: it does not wait for further items.
///
/// A call that fails is made again in two halves where this is safe: if its payload was too large and nothing ran, or if the
/// function reported an error and the calls are [idempotent](Pack::idempotent). The item that is to blame then fails alone. A call that
/// may have run is never made again otherwise. An item that cannot be serialized, or is larger than the limit, fails alone, too.
///
/// The items of one call share its attempts, which [`Summary::throttled`] and [`Summary::retried`] count once.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Lambda, fan_out::pack};
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
/// #     }
/// # }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// # let lambda = Lambda::new(Echo);
/// let batch = pack(0..1_000_u32, |items| lambda.call("double-all").json::<Vec<u32>>(&items))
///     .max_items(100)
///     .collect()
///     .await;
/// assert_eq!(batch.succeeded().count(), 1_000);
/// # }
/// ```
///
/// A function that returns nothing for each item, or an event, needs a `()` for each item:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Lambda, fan_out::pack};
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # #[derive(Debug)] struct Queue;
/// # impl Transport for Queue {
/// #     fn invoke<'a>(&'a self, _: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(202, "".into())) })
/// #     }
/// # }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// # let lambda = Lambda::new(Queue);
/// let batch = pack(0..1_000_u32, |items| {
///     let event = lambda.call("index-all").json::<()>(&items).event();
///     async move { event.await.map(|()| vec![(); items.len()]) }
/// })
/// .max_bytes(1_000_000)
/// .collect()
/// .await;
/// assert!(batch.is_success());
/// # }
/// ```
pub fn pack<Kind, In, F, Fut, T, E>(items: In, call: F) -> Pack<In::Source, F>
where
    In: Inputs<Kind, Input: Serialize + Clone>,
    F: FnMut(Vec<In::Input>) -> Fut,
    Fut: Future<Output = Result<Vec<T>, E>>,
{
    let limits = PackLimits {
        bytes: MAX_PAYLOAD - RESERVE,
        items: usize::MAX,
    };
    Pack {
        calls: FanOut::new(Packs::new(items.into_source(), limits), call),
    }
}

/// Many small items in few calls, before they are made: see [`pack`].
///
/// The options are those of [`FanOut`]. Results, failures and progress are counted in items, what runs at a time in calls.
#[must_use = "a pack does nothing until `collect`, `for_each` or `stream` is called"]
pub struct Pack<S: Source, F> {
    calls: FanOut<Packs<S>, F>,
}

impl<S: Source, F> fmt::Debug for Pack<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pack")
            .field("limits", &self.calls.source.limits)
            .field("is_idempotent", &self.calls.options.is_idempotent)
            .field("calls", &self.calls)
            .finish()
    }
}

impl<S: Source, F> Pack<S, F> {
    fn with(self, set: impl FnOnce(FanOut<Packs<S>, F>) -> FanOut<Packs<S>, F>) -> Self {
        Pack {
            calls: set(self.calls),
        }
    }

    /// Sets the size of the largest JSON array that a call is given, in bytes. The default leaves 16 KiB of the 6 MiB of a synchronous
    /// call to other arguments; an event holds 1 MiB. An item that is larger gets its own call.
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.calls.source.limits.bytes = bytes;
        self
    }

    /// Sets the number of items that a call is given at most. Zero counts as one. There is no limit by default.
    pub fn max_items(mut self, items: usize) -> Self {
        self.calls.source.limits.items = items.max(1);
        self
    }

    /// Sets whether running the function twice with the same items has the same effect as running it once. `true` allows a
    /// call to be made again in halves after an error of the function.
    ///
    /// The retries of the call itself follow its own [setting](crate::Call::idempotent).
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.calls.options.is_idempotent = idempotent;
        self
    }

    /// Makes this number of calls at a time, without the limiter: see [`FanOut::concurrency`].
    pub fn concurrency(self, calls: usize) -> Self {
        self.with(|packs| packs.concurrency(calls))
    }

    /// Lets the limiter of each function admit the attempts, and makes at most this number of calls at a time: see
    /// [`FanOut::adaptive`]. This is the default, with 1,000 calls.
    pub fn adaptive(self, most_calls: usize) -> Self {
        self.with(|packs| packs.adaptive(most_calls))
    }

    /// Gives the items in the order of the inputs: see [`FanOut::ordered`].
    pub fn ordered(self) -> Self {
        self.with(FanOut::ordered)
    }

    /// Starts no further call once this number of items has succeeded: see [`FanOut::until`].
    ///
    /// An item that was taken from the inputs and did not fit into the last call is then reported as
    /// [canceled](crate::fan_out::ItemError::is_canceled). This is so whenever a pack stops early.
    pub fn until(self, successes: usize) -> Self {
        self.with(|packs| packs.until(successes))
    }

    /// Starts no further call once more items than this have failed: see [`FanOut::tolerate`].
    pub fn tolerate(self, failures: Failures) -> Self {
        self.with(|packs| packs.tolerate(failures))
    }

    /// Starts no further call once one has failed: see [`FanOut::stop_on_failure`].
    pub fn stop_on_failure(self) -> Self {
        self.with(FanOut::stop_on_failure)
    }

    /// Calls `on_progress` after each call: see [`FanOut::on_progress`].
    pub fn on_progress(self, on_progress: impl FnMut(&Progress) + Send + 'static) -> Self {
        self.with(|packs| packs.on_progress(on_progress))
    }

    /// Cancels the calls when `cancel` completes: see [`FanOut::cancel_on`].
    pub fn cancel_on(self, cancel: impl Future<Output = ()> + Send + 'static) -> Self {
        self.with(|packs| packs.cancel_on(cancel))
    }

    /// Starts the calls as a stream of the items that have ended: see [`FanOut::stream`].
    pub fn stream<Fut, T, E>(self) -> impl Stream<Item = Done<S::Input, T, PackError<E>>> + Unpin
    where
        S: Source<Input: Serialize + Clone>,
        F: FnMut(Vec<S::Input>) -> Fut,
        Fut: Future<Output = Result<Vec<T>, E>>,
        E: 'static,
    {
        Unpacked::new(checked(self.calls).stream())
    }

    /// Calls `each` with every item that has ended, and returns the figures: see [`FanOut::for_each`].
    pub async fn for_each<Fut, T, E>(
        self,
        mut each: impl FnMut(Done<S::Input, T, PackError<E>>),
    ) -> Summary
    where
        S: Source<Input: Serialize + Clone>,
        F: FnMut(Vec<S::Input>) -> Fut,
        Fut: Future<Output = Result<Vec<T>, E>>,
        E: 'static,
    {
        let packs = checked(self.calls);
        packs.for_each(|pack| unpack(pack, &mut each)).await
    }

    /// Waits for all calls and returns the results, by the index of their item.
    pub async fn collect<Fut, T, E>(self) -> Batch<S::Input, T, PackError<E>>
    where
        S: Source<Input: Serialize + Clone>,
        F: FnMut(Vec<S::Input>) -> Fut,
        Fut: Future<Output = Result<Vec<T>, E>>,
        E: 'static,
    {
        let mut items = Vec::new();
        let summary = self.for_each(|done| items.push(done)).await;
        Batch::new(items, summary)
    }
}
