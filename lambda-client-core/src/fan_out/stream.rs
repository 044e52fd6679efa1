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
use crate::fan_out::output::Output;
use crate::fan_out::running::Running;
use crate::fan_out::tasks::{Ended, Tasks, panic_text};
use crate::fan_out::{Done, ItemError, Progress, Stopped};
use crate::limiter::{Item, ItemFuture};

/// The items of a fan-out that have ended: see [`FanOut::stream`](crate::fan_out::FanOut::stream).
#[must_use = "a stream does nothing until it is polled"]
pub struct FanOutStream<S: Source, F, Fut: Future, T, E> {
    /// Absent after the last input, and once the fan-out has stopped.
    source: Option<S>,
    call: F,
    options: Options,
    tasks: Tasks<ItemFuture<Fut>>,
    /// The running items, by the slot of their future.
    running: BTreeMap<usize, Running<S::Input>>,
    /// The halves of inputs that failed as a whole. They start before anything else.
    halves: VecDeque<Running<S::Input>>,
    /// The number of running items that wait for a limiter.
    waiting: Arc<AtomicUsize>,
    progress: Progress,
    /// The number of items that were started, which is the index of the next one.
    started: usize,
    stopped: Option<Stopped>,
    output: Output<Done<S::Input, T, E>>,
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
        let mut stream = FanOutStream {
            progress: Progress {
                total: source.left(),
                limit: options.most.get(),
                ..Progress::default()
            },
            output: Output::new(options.is_ordered),
            source: Some(source),
            call,
            options,
            tasks: Tasks::new(),
            running: BTreeMap::new(),
            halves: VecDeque::new(),
            waiting: Arc::default(),
            started: 0,
            stopped: None,
        };
        // No success may be enough.
        stream.apply_rules();
        stream
    }

    /// Cancels the fan-out: no further item starts, and those that are running are dropped. The stream then gives these as
    /// [canceled](ItemError::is_canceled), and ends.
    pub fn cancel(&mut self) {
        if self.is_over() {
            return;
        }
        self.stopped = Some(Stopped::Canceled);
        for (slot, running) in std::mem::take(&mut self.running) {
            let known = running.item.did_run();
            // A call that has not been polled has not been sent.
            let is_new = !self.tasks.is_polled(slot);
            let did_run = running.did_run(known.or_else(|| is_new.then_some(DidRun::No)));
            self.tasks.remove(slot);
            self.finish(running, Err(ItemError::canceled(did_run)));
        }
        for half in std::mem::take(&mut self.halves) {
            let did_run = half.earlier;
            self.finish(half, Err(ItemError::canceled(did_run)));
        }
        self.stop(Stopped::Canceled);
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
        self.running.is_empty() && self.halves.is_empty() && self.source.is_none()
    }

    /// Takes no further input. What is running goes on to its end.
    fn stop(&mut self, why: Stopped) {
        self.stopped = Some(why);
        let rest = self.source.take().and_then(|mut source| source.take_rest());
        if let Some(input) = rest {
            let rest = self.next(input);
            self.finish(rest, Err(ItemError::canceled(DidRun::No)));
        }
    }

    /// Stops if a rule says so. After the last input there is nothing to stop.
    fn apply_rules(&mut self) {
        let Some(source) = &self.source else {
            return;
        };
        if let Some(why) = self.options.rules.judge(&self.progress) {
            match source.left() {
                // A stream may take its time to say that it has ended.
                Some(0) => self.source = None,
                _ => self.stop(why),
            }
        }
    }

    /// Returns whether another item may run.
    fn has_room(&self) -> bool {
        let at_a_time = self.running.len();
        at_a_time < self.options.most.get()
            && self.waiting.load(Ordering::Relaxed) == 0
            // Those that are kept may wait for the halves.
            && !(self.halves.is_empty() && self.output.is_behind(at_a_time))
    }

    /// Creates the item of an input, or of a part of one.
    fn item(&self) -> Arc<Item> {
        let waiting = self.options.is_adaptive.then_some(&self.waiting);
        Arc::new(Item::new(waiting))
    }

    /// Counts an input that has been taken.
    fn next(&mut self, input: S::Input) -> Running<S::Input> {
        let (index, items) = (self.started, S::items(&input));
        self.started += items;
        self.progress.in_flight += items;
        Running {
            index,
            input,
            item: self.item(),
            earlier: DidRun::No,
        }
    }

    /// Takes the next input, if there is one. Its panic is the last thing that comes from the inputs.
    fn take(&mut self, cx: &mut Context<'_>) -> Option<S::Input> {
        let source = self.source.as_mut()?;
        match catch_unwind(AssertUnwindSafe(|| source.poll_input(cx))) {
            Ok(Poll::Ready(Some(input))) => return Some(input),
            Ok(Poll::Ready(None)) => self.source = None,
            Ok(Poll::Pending) => {}
            Err(panic) => {
                // Its hook has told what it says.
                let _ = panic_text(panic);
                self.stop(Stopped::InputsPanicked);
            }
        }
        None
    }

    /// Starts the next item, if there is one and room for it. Returns whether it did.
    fn start(&mut self, cx: &mut Context<'_>) -> bool {
        if !self.has_room() {
            return false;
        }
        let running = match self.halves.pop_front() {
            Some(half) => half,
            None => match self.take(cx) {
                Some(input) => self.next(input),
                None => return false,
            },
        };
        let call = || (self.call)(running.input.clone());
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(future) => {
                let slot = self.tasks.add(running.item.run(future));
                self.running.insert(slot, running);
            }
            Err(panic) => {
                // A call that has not been polled has not been sent.
                let did_run = running.earlier;
                let error = ItemError::panicked(panic_text(panic), did_run);
                self.finish(running, Err(error));
            }
        }
        true
    }

    /// Finishes the item whose future has ended, or halves it.
    fn task_ended(&mut self, slot: usize, ended: Ended<Result<T, E>>) {
        let Some(mut running) = self.running.remove(&slot) else {
            return;
        };
        let known = running.item.did_run();
        let result = match ended {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => {
                if running.item.can_be_split(self.options.is_idempotent)
                    && let Some(second) = S::split_off(&mut running.input)
                {
                    return self.halve(running, second);
                }
                let known = known.or_else(|| did_run_of(&error));
                Err(ItemError::failed(error, running.did_run(known)))
            }
            Err(text) => {
                // What it was about to note is lost.
                let did_run = running.did_run(known.max(Some(DidRun::Unknown)));
                Err(ItemError::panicked(text, did_run))
            }
        };
        self.finish(running, result);
    }

    /// Lets the halves of an input start anew.
    fn halve(&mut self, first: Running<S::Input>, second: S::Input) {
        self.progress.add_calls(&first.item);
        let earlier = first.did_run(first.item.did_run());
        let middle = first.index + S::items(&first.input);
        for (index, input) in [(middle, second), (first.index, first.input)] {
            self.halves.push_front(Running {
                index,
                input,
                item: self.item(),
                earlier,
            });
        }
    }

    /// Counts an item that has ended, and applies the rules.
    fn finish(&mut self, running: Running<S::Input>, result: Result<T, ItemError<E>>) {
        let Running {
            index, input, item, ..
        } = running;
        let items = S::items(&input);
        let progress = &mut self.progress;
        match &result {
            Ok(_) => progress.succeeded += items,
            Err(_) => progress.failed += items,
        }
        progress.in_flight -= items;
        progress.add_calls(&item);
        if let Some(limit) = item.limit() {
            progress.limit = limit.min(self.options.most.get());
        }
        if let Some(on_progress) = &mut self.options.on_progress {
            on_progress(progress);
        }
        let done = Done {
            index,
            input,
            result,
            attempts: item.attempts(),
            throttled: item.throttled(),
        };
        self.output.add(index, items, done);
        self.apply_rules();
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
            if let Some(done) = this.output.next() {
                return Poll::Ready(Some(done));
            }
            // One after the other: whether there is room for the next one shows once the last one has been polled.
            let had_room = this.has_room();
            let has_started = this.start(cx);
            match this.tasks.poll(cx) {
                Poll::Ready((slot, ended)) => this.task_ended(slot, ended),
                Poll::Pending if has_started || this.output.is_ready() => {}
                // The limiter has admitted the item that waited.
                Poll::Pending if !had_room && this.has_room() => {}
                Poll::Pending if this.is_over() => return Poll::Ready(None),
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
