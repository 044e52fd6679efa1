//! Many small items in few calls.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io;
use std::sync::Arc;

use serde::Serialize;

use crate::certainty::DidRun;
use crate::fan_out::{Batch, Done, ItemError, fan_out};
use crate::invocation::limits::MAX_PAYLOAD;
use crate::limiter::Item;

/// What is left of Lambda's limit for other arguments of the method and the names around them.
const RESERVE: usize = 16 * 1024;

/// Makes as few calls as possible for many small items, of a method that takes several at a time.
///
/// `call` receives as many items as fit into the payload of one synchronous call, and returns a response for each of them, in their order.
/// Each item has its own result in the [`Batch`]: a value, or the error of the call that it was part of.
///
/// A call that fails is made again in two halves where this is safe: if its payload was too large and nothing ran, or if the
/// function reported an error and the calls are [idempotent](Pack::idempotent). The item that is to blame then fails alone.
///
/// The items of one call share its attempts: [`Summary::throttled`](crate::fan_out::Summary::throttled) counts calls, not items.
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
pub fn pack<In, F, Fut, T, E>(items: In, call: F) -> Pack<In::IntoIter, F>
where
    In: IntoIterator<Item: Serialize + Clone>,
    F: Fn(Vec<In::Item>) -> Fut,
    Fut: Future<Output = Result<Vec<T>, E>>,
{
    Pack {
        items: items.into_iter(),
        call,
        limits: PackLimits {
            bytes: MAX_PAYLOAD - RESERVE,
            items: usize::MAX,
        },
        is_idempotent: false,
        concurrency: None,
    }
}

/// Many small items in few calls, before they are made: see [`pack`].
#[must_use = "a pack does nothing until `collect` is awaited"]
pub struct Pack<I, F> {
    items: I,
    call: F,
    limits: PackLimits,
    is_idempotent: bool,
    concurrency: Option<usize>,
}

/// What fits into one call.
#[derive(Clone, Copy, Debug)]
struct PackLimits {
    bytes: usize,
    items: usize,
}

impl<I, F> fmt::Debug for Pack<I, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pack")
            .field("limits", &self.limits)
            .field("is_idempotent", &self.is_idempotent)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}

impl<I, F> Pack<I, F> {
    /// Sets the size of the largest JSON array that a call is given, in bytes. The default leaves 16 KiB of the 6 MiB of a synchronous
    /// call to other arguments; an event holds 1 MiB. An item that is larger gets a call of its own.
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.limits.bytes = bytes;
        self
    }

    /// Sets the number of items that a call is given at most. Zero counts as one. There is no limit by default.
    pub fn max_items(mut self, items: usize) -> Self {
        self.limits.items = items.max(1);
        self
    }

    /// Sets whether running the function twice with the same items has the same effect as running it once. `true` allows a
    /// call to be made again in halves after an error of the function.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.is_idempotent = idempotent;
        self
    }

    /// Makes this number of calls at a time, without the limiter: see
    /// [`FanOut::concurrency`](crate::fan_out::FanOut::concurrency).
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.concurrency = Some(calls);
        self
    }

    /// Waits for all calls and returns the results, by the index of their item.
    pub async fn collect<Fut, T, E>(self) -> Batch<I::Item, T, PackError<E>>
    where
        I: Iterator<Item: Serialize + Clone>,
        F: Fn(Vec<I::Item>) -> Fut,
        Fut: Future<Output = Result<Vec<T>, E>>,
        E: 'static,
    {
        let Pack {
            items,
            call,
            limits,
            is_idempotent,
            concurrency,
        } = self;
        let packs = Packs {
            items,
            limits,
            next: None,
        };
        let calls = fan_out(packs, |items: Vec<I::Item>| {
            let sent = send(&call, items, is_idempotent);
            async move { Ok::<_, Infallible>(sent.await) }
        });
        let calls = match concurrency {
            Some(calls_at_a_time) => calls.concurrency(calls_at_a_time),
            None => calls,
        };
        let (mut items, mut index) = (Vec::new(), 0);
        let mut packs = Vec::new();
        let mut summary = calls.for_each(|done| packs.push(done)).await;
        // Counted anew, by item.
        summary.clear();
        packs.sort_unstable_by_key(|done| done.index);
        for done in packs {
            for (input, result) in unpacked(done) {
                summary.add(&result);
                items.push(Done {
                    index,
                    input,
                    result,
                    attempts: 0,
                    throttled: 0,
                });
                index += 1;
            }
        }
        Batch::new(items, summary)
    }
}

/// The result of an item.
type ItemResult<T, E> = Result<T, ItemError<PackError<E>>>;

/// Returns the items of a pack with their results.
fn unpacked<I, T, E>(
    done: Done<Vec<I>, Vec<ItemResult<T, E>>, Infallible>,
) -> Vec<(I, ItemResult<T, E>)> {
    let Done { input, result, .. } = done;
    match result {
        Ok(results) => input.into_iter().zip(results).collect(),
        Err(error) => {
            // Only a panic ends a pack like this.
            let text = error.panic_message().unwrap_or_default();
            let failed = || Err(ItemError::panicked(text.to_owned(), error.did_run()));
            input.into_iter().map(|item| (item, failed())).collect()
        }
    }
}

/// Makes the call of a pack, in parts if it fails and that is safe. Returns a result for each item.
async fn send<I, F, Fut, T, E>(
    call: &F,
    items: Vec<I>,
    is_idempotent: bool,
) -> Vec<ItemResult<T, E>>
where
    I: Clone,
    F: Fn(Vec<I>) -> Fut,
    Fut: Future<Output = Result<Vec<T>, E>>,
{
    let mut results = Vec::with_capacity(items.len());
    // The last part is the next one.
    let mut parts = vec![items];
    while let Some(mut part) = parts.pop() {
        let count = part.len();
        let item = Item::part();
        let result = item.run(call(part.clone())).await;
        item.add_to_whole();
        let error = match result {
            Ok(values) if values.len() == count => {
                results.extend(values.into_iter().map(Ok));
                continue;
            }
            Ok(values) => PackError::Count {
                expected: count,
                received: values.len(),
            },
            Err(_) if count > 1 && item.can_be_split(is_idempotent) => {
                let second = part.split_off(count / 2);
                parts.extend([second, part]);
                continue;
            }
            Err(error) => PackError::Call(Arc::new(error)),
        };
        let did_run = item.did_run().unwrap_or(DidRun::Unknown);
        let failed = (0..count).map(|_| Err(ItemError::failed(error.clone(), did_run)));
        results.extend(failed);
    }
    results
}

/// Items in groups that fit into one call.
struct Packs<I: Iterator> {
    items: I,
    limits: PackLimits,
    /// What did not fit into the last group, with its size.
    next: Option<(I::Item, usize)>,
}

impl<I: Iterator<Item: Serialize>> Iterator for Packs<I> {
    type Item = Vec<I::Item>;

    fn next(&mut self) -> Option<Vec<I::Item>> {
        let mut pack = Vec::new();
        // The brackets.
        let mut bytes = 2;
        while let Some((item, size)) = self.next.take().or_else(|| self.sized()) {
            // With a comma.
            let larger = bytes + size + usize::from(!pack.is_empty());
            let is_full = larger > self.limits.bytes || pack.len() >= self.limits.items;
            if is_full && !pack.is_empty() {
                self.next = Some((item, size));
                break;
            }
            bytes = larger;
            pack.push(item);
        }
        (!pack.is_empty()).then_some(pack)
    }
}

impl<I: Iterator<Item: Serialize>> Packs<I> {
    fn sized(&mut self) -> Option<(I::Item, usize)> {
        let item = self.items.next()?;
        let mut size = Size(0);
        // What cannot be serialized fails when its call is made.
        let size = match serde_json::to_writer(&mut size, &item) {
            Ok(()) => size.0,
            Err(_) => 0,
        };
        Some((item, size))
    }
}

/// Counts bytes.
struct Size(usize);

impl io::Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Why an item of a [`pack`] failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum PackError<E> {
    /// The call that the item was part of failed with this error, which its other items share.
    Call(Arc<E>),
    /// The function did not return a response for each item.
    Count {
        /// The number of items.
        expected: usize,
        /// The number of responses.
        received: usize,
    },
}

impl<E> Clone for PackError<E> {
    fn clone(&self) -> Self {
        match self {
            PackError::Call(error) => PackError::Call(Arc::clone(error)),
            &PackError::Count { expected, received } => PackError::Count { expected, received },
        }
    }
}

impl<E: fmt::Display> fmt::Display for PackError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Call(error) => error.fmt(f),
            PackError::Count { expected, received } => write!(
                f,
                "the function returned {received} responses to {expected} items"
            ),
        }
    }
}

impl<E: StdError> StdError for PackError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            PackError::Call(error) => error.source(),
            PackError::Count { .. } => None,
        }
    }
}
