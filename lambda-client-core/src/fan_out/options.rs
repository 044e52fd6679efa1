//! A fan-out with its options, before it starts.

use std::fmt;
use std::future::{Future, poll_fn};
use std::num::NonZeroUsize;
use std::pin::Pin;
use std::task::Poll;

use futures_core::Stream;

use crate::clock::{Clock, TokioClock};
use crate::fan_out::inputs::Source;
use crate::fan_out::rules::Rules;
use crate::fan_out::{Batch, Done, Failures, FanOutStream, Progress, Summary};

/// The most items of a fan-out that run at a time if nothing else is set: Lambda's default for all functions of an account and
/// region (Lambda quotas, "Concurrent executions").
const MOST: NonZeroUsize = NonZeroUsize::new(1_000).unwrap();

/// After this number of items, other tasks of the same thread have their turn.
const TURN: usize = 128;

/// Many calls, before they start: see [`fan_out`](crate::fan_out::fan_out()).
///
/// Nothing starts before [`collect`](FanOut::collect) or [`for_each`](FanOut::for_each) is awaited, or the
/// [`stream`](FanOut::stream) is polled.
#[must_use = "a fan-out does nothing until `collect`, `for_each` or `stream` is called"]
pub struct FanOut<S, F> {
    pub(super) source: S,
    pub(super) call: F,
    pub(super) options: Options,
}

/// A callback for the progress.
pub(super) type OnProgress = Box<dyn FnMut(&Progress) + Send>;

/// The options of a fan-out.
pub(super) struct Options {
    /// The most items at a time.
    pub(super) most: NonZeroUsize,
    /// Whether the limiters of the functions admit the attempts.
    pub(super) is_adaptive: bool,
    pub(super) is_ordered: bool,
    /// Whether a call that failed in the function may be made again in two halves.
    pub(super) is_idempotent: bool,
    pub(super) rules: Rules,
    pub(super) on_progress: Option<OnProgress>,
    pub(super) cancel: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl<S, F> FanOut<S, F> {
    pub(super) fn new(source: S, call: F) -> Self {
        FanOut {
            source,
            call,
            options: Options {
                most: MOST,
                is_adaptive: true,
                is_ordered: false,
                is_idempotent: false,
                rules: Rules::default(),
                on_progress: None,
                cancel: None,
            },
        }
    }

    /// Runs this number of items at a time, without the limiter. Zero counts as one.
    pub fn concurrency(mut self, items: usize) -> Self {
        self.options.most = at_least_one(items);
        self.options.is_adaptive = false;
        self
    }

    /// Lets the [`Limiter`](crate::fan_out::Limiter) of each function admit the attempts, and runs at most this number of items at a
    /// time. This is the default, with 1,000 items. Zero counts as one.
    ///
    /// An attempt that is throttled gives its place to another one, and is made again as soon as a place is free, before anything
    /// else. This is not limited by the number of attempts or the retry budget, only by the time of the call, and does not
    /// happen at all if the call [allows](crate::RetryConfig::max_attempts) one attempt.
    pub fn adaptive(mut self, most_items: usize) -> Self {
        self.options.most = at_least_one(most_items);
        self.options.is_adaptive = true;
        self
    }

    /// Gives the items in the order of their inputs, not as they end. [`collect`](FanOut::collect) sorts them in any case.
    ///
    /// Items that ended early are kept until those before them have ended. If these are more than four times the items at a time, no
    /// further item starts.
    pub fn ordered(mut self) -> Self {
        self.options.is_ordered = true;
        self
    }

    /// Starts no further item once this number of items has succeeded. Those that are running go on to their end.
    pub fn until(mut self, successes: usize) -> Self {
        self.options.rules.until = Some(successes);
        self
    }

    /// Starts no further item once more items than this have failed. Those that are running go on to their end.
    pub fn tolerate(mut self, failures: Failures) -> Self {
        self.options.rules.tolerated = Some(failures);
        self
    }

    /// Starts no further item once one has failed. Those that are running go on to their end.
    pub fn stop_on_failure(self) -> Self {
        self.tolerate(Failures::count(0))
    }

    /// Calls `on_progress` after each item. A panic of it ends the fan-out.
    pub fn on_progress(mut self, on_progress: impl FnMut(&Progress) + Send + 'static) -> Self {
        self.options.on_progress = Some(Box::new(on_progress));
        self
    }

    /// Cancels the fan-out when `cancel` completes: no further item starts, and those that are running are dropped and reported as
    /// [canceled](crate::fan_out::ItemError::is_canceled). Functions that Lambda has started run to their end. A panic of `cancel` ends
    /// the fan-out.
    ///
    /// Inputs that were not started stay where they are: pass `&mut iterator` to go on with them.
    pub fn cancel_on(mut self, cancel: impl Future<Output = ()> + Send + 'static) -> Self {
        self.options.cancel = Some(Box::pin(cancel));
        self
    }

    /// Starts the fan-out as a stream of the items that have ended. Dropping the stream drops the items that are running;
    /// [`cancel`](FanOutStream::cancel) reports them.
    ///
    /// Memory does not grow with the number of inputs.
    pub fn stream<Fut, T, E>(self) -> FanOutStream<S, F, Fut, T, E>
    where
        S: Source<Input: Clone>,
        F: FnMut(S::Input) -> Fut,
        Fut: Future<Output = Result<T, E>>,
        E: 'static,
    {
        FanOutStream::new(self.source, self.call, self.options)
    }

    /// Calls `each` with every item that has ended, and returns the figures. Memory does not grow with the number of inputs.
    pub async fn for_each<Fut, T, E>(self, mut each: impl FnMut(Done<S::Input, T, E>)) -> Summary
    where
        S: Source<Input: Clone>,
        F: FnMut(S::Input) -> Fut,
        Fut: Future<Output = Result<T, E>>,
        E: 'static,
    {
        let started = TokioClock.now();
        let mut summary = Summary::default();
        let mut stream = self.stream();
        let mut turn = 0;
        poll_fn(|cx| {
            loop {
                let Poll::Ready(next) = Pin::new(&mut stream).poll_next(cx) else {
                    return Poll::Pending;
                };
                let Some(done) = next else {
                    return Poll::Ready(());
                };
                if let Err(error) = &done.result {
                    summary.add_failures(S::items(&done.input), error.did_run());
                }
                each(done);
                turn += 1;
                if turn % TURN == 0 {
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
            }
        })
        .await;
        let elapsed = TokioClock.now().saturating_duration_since(started);
        summary.finish(&stream.progress(), stream.stopped(), elapsed);
        summary
    }

    /// Waits for all items and returns their results, by the index of their input. An item that fails does not stop the others,
    /// unless [`tolerate`](FanOut::tolerate) or [`stop_on_failure`](FanOut::stop_on_failure) says so.
    ///
    /// Dropping the future drops the items that are running; [`cancel_on`](FanOut::cancel_on) reports them.
    pub async fn collect<Fut, T, E>(self) -> Batch<S::Input, T, E>
    where
        S: Source<Input: Clone>,
        F: FnMut(S::Input) -> Fut,
        Fut: Future<Output = Result<T, E>>,
        E: 'static,
    {
        let mut items = Vec::new();
        let summary = self.for_each(|done| items.push(done)).await;
        Batch::new(items, summary)
    }
}

impl<S, F> fmt::Debug for FanOut<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = &self.options;
        f.debug_struct("FanOut")
            .field("most", &options.most)
            .field("is_adaptive", &options.is_adaptive)
            .field("is_ordered", &options.is_ordered)
            .field("rules", &options.rules)
            .finish_non_exhaustive()
    }
}

fn at_least_one(items: usize) -> NonZeroUsize {
    NonZeroUsize::new(items).unwrap_or(NonZeroUsize::MIN)
}
