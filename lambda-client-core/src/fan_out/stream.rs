//! The engine of a fan-out: starts items, polls them, and gives those that have ended.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::certainty::DidRun;
use crate::error::Error;
use crate::fan_out::inputs::Source;
use crate::fan_out::options::Options;
use crate::fan_out::tasks::{Ended, Tasks, panic_text};
use crate::fan_out::{Done, ItemError, Progress, Stopped};
use crate::limiter::{Item, ItemFuture};

/// How many items that ended early an ordered fan-out keeps, for each item at a time, and at least.
const KEPT_EACH: usize = 4;
const KEPT_LEAST: usize = 64;

/// The items of a fan-out that have ended: see [`FanOut::stream`](crate::fan_out::FanOut::stream).
#[must_use = "a stream does nothing until it is polled"]
pub struct FanOutStream<S: Source, F, Fut: Future, T, E> {
    /// Absent after the last input.
    source: Option<S>,
    call: F,
    options: Options,
    tasks: Tasks<ItemFuture<Fut>>,
    /// The running items, by the slot of their future.
    running: BTreeMap<usize, Running<S::Input>>,
    /// The number of running items that wait for a limiter.
    waiting: Arc<AtomicUsize>,
    progress: Progress,
    started: usize,
    stopped: Option<Stopped>,
    /// What has ended, and is given next.
    ended: VecDeque<Done<S::Input, T, E>>,
    /// What has ended before its turn, by index.
    early: BTreeMap<usize, Done<S::Input, T, E>>,
    /// The index of the item whose turn it is.
    turn: usize,
}

/// An item that is running.
struct Running<I> {
    index: usize,
    input: I,
    item: Arc<Item>,
}

// Nothing in it is pinned in place: futures and streams are boxed.
impl<S: Source, F, Fut: Future, T, E> Unpin for FanOutStream<S, F, Fut, T, E> {}

impl<S, F, Fut, T, E> FanOutStream<S, F, Fut, T, E>
where
    S: Source<Input: Clone>,
    F: FnMut(S::Input) -> Fut,
    Fut: Future<Output = Result<T, E>>,
    E: 'static,
{
    pub(super) fn new(source: S, call: F, options: Options) -> Self {
        FanOutStream {
            progress: Progress {
                total: source.left(),
                ..Progress::default()
            },
            source: Some(source),
            call,
            options,
            tasks: Tasks::new(),
            running: BTreeMap::new(),
            waiting: Arc::default(),
            started: 0,
            stopped: None,
            ended: VecDeque::new(),
            early: BTreeMap::new(),
            turn: 0,
        }
    }

    /// Cancels the fan-out: no further item starts, and those that are running are dropped. The stream then gives these as
    /// [canceled](ItemError::is_canceled), and ends.
    pub fn cancel(&mut self) {
        if self.is_over() {
            return;
        }
        self.stopped = Some(Stopped::Canceled);
        self.source = None;
        for (slot, running) in std::mem::take(&mut self.running) {
            let unfinished = running.item.did_run().unwrap_or(DidRun::Unknown);
            self.tasks.remove(slot);
            self.finish(running, Err(ItemError::canceled(unfinished)));
        }
    }

    /// Returns how far the fan-out has got.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Returns why the fan-out stopped before its last input, if it did.
    pub fn stopped(&self) -> Option<Stopped> {
        self.stopped
    }

    /// Returns whether nothing is running and nothing will start.
    fn is_over(&self) -> bool {
        let starts = self.source.is_some() && self.stopped.is_none();
        self.running.is_empty() && !starts
    }

    /// Returns whether another item may run.
    fn has_room(&self) -> bool {
        let at_a_time = self.running.len();
        // Running items are not kept: they count once they have ended.
        let is_behind = || {
            let kept = self.started - self.turn - at_a_time;
            kept >= (at_a_time * KEPT_EACH).max(KEPT_LEAST)
        };
        at_a_time < self.options.most.get()
            && self.waiting.load(Ordering::Relaxed) == 0
            && !(self.options.is_ordered && is_behind())
    }

    /// Starts the next item, if there is one and room for it. Returns whether it did.
    fn start(&mut self, cx: &mut Context<'_>) -> bool {
        if self.stopped.is_some() || !self.has_room() {
            return false;
        }
        let Some(source) = &mut self.source else {
            return false;
        };
        let input = match source.poll_input(cx) {
            Poll::Ready(Some(input)) => input,
            Poll::Ready(None) => {
                self.source = None;
                return false;
            }
            Poll::Pending => return false,
        };
        let running = Running {
            index: self.started,
            input: input.clone(),
            item: Arc::new(match self.options.is_adaptive {
                true => Item::limited(&self.waiting),
                false => Item::default(),
            }),
        };
        self.started += 1;
        match catch_unwind(AssertUnwindSafe(|| (self.call)(input))) {
            Ok(future) => {
                let slot = self.tasks.add(running.item.run(future));
                self.running.insert(slot, running);
                self.progress.in_flight = self.running.len();
            }
            Err(panic) => {
                // A call that has not been polled has not been sent.
                let error = ItemError::panicked(panic_text(panic), DidRun::No);
                self.finish(running, Err(error));
            }
        }
        true
    }

    /// Finishes the item whose future has ended.
    fn task_ended(&mut self, slot: usize, ended: Ended<Result<T, E>>) {
        let Some(running) = self.running.remove(&slot) else {
            return;
        };
        let known = running.item.did_run();
        let result = match ended {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => {
                let did_run = known.or_else(|| did_run_of(&error));
                Err(ItemError::failed(error, did_run.unwrap_or(DidRun::Unknown)))
            }
            Err(text) => {
                // What it was about to note is lost.
                let did_run = known.map_or(DidRun::Unknown, |known| known.max(DidRun::Unknown));
                Err(ItemError::panicked(text, did_run))
            }
        };
        self.finish(running, result);
    }

    /// Counts an item that has ended, and applies the rules.
    fn finish(&mut self, running: Running<S::Input>, result: Result<T, ItemError<E>>) {
        let Running { index, input, item } = running;
        let progress = &mut self.progress;
        match &result {
            Ok(_) => progress.succeeded += 1,
            Err(_) => progress.failed += 1,
        }
        progress.in_flight = self.running.len();
        progress.throttled += u64::from(item.throttled());
        progress.retried += u64::from(item.retried());
        if let Some(on_progress) = &mut self.options.on_progress {
            on_progress(progress);
        }
        // After the last input there is nothing to stop.
        let starts = |source: &S| source.left() != Some(0);
        if self.source.as_ref().is_some_and(starts) && self.stopped.is_none() {
            self.stopped = self.options.rules.judge(progress);
        }
        let done = Done {
            index,
            input,
            result,
            attempts: item.attempts(),
            throttled: item.throttled(),
        };
        if !self.options.is_ordered {
            self.ended.push_back(done);
            return;
        }
        self.early.insert(index, done);
        while let Some(done) = self.early.remove(&self.turn) {
            self.turn += 1;
            self.ended.push_back(done);
        }
    }
}

/// Returns what an error says about the function, if it is one of this crate.
fn did_run_of<E: 'static>(error: &E) -> Option<DidRun> {
    let error: &dyn Any = error;
    error.downcast_ref().map(Error::did_run)
}

impl<S, F, Fut, T, E> Stream for FanOutStream<S, F, Fut, T, E>
where
    S: Source<Input: Clone>,
    F: FnMut(S::Input) -> Fut,
    Fut: Future<Output = Result<T, E>>,
    E: 'static,
{
    type Item = Done<S::Input, T, E>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(cancel) = &mut this.options.cancel
            && cancel.as_mut().poll(cx).is_ready()
        {
            this.options.cancel = None;
            this.cancel();
        }
        loop {
            if let Some(done) = this.ended.pop_front() {
                return Poll::Ready(Some(done));
            }
            // One after the other: whether there is room for the next one shows once the last one has been polled.
            let had_room = this.has_room();
            let has_started = this.start(cx);
            match this.tasks.poll(cx) {
                Poll::Ready((slot, ended)) => this.task_ended(slot, ended),
                Poll::Pending if has_started => {}
                // The limiter has admitted the item that waited.
                Poll::Pending if !had_room && this.has_room() => {}
                Poll::Pending if this.is_over() && this.ended.is_empty() => {
                    return Poll::Ready(None);
                }
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl<S: Source, F, Fut: Future, T, E> fmt::Debug for FanOutStream<S, F, Fut, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FanOutStream")
            .field("progress", &self.progress)
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}
