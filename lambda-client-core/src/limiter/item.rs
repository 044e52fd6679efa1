//! What the calls of one item tell the fan-out, and a call finds out where it is awaited.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicUsize, Ordering};

use tokio::task::futures::TaskLocalFuture;

use crate::certainty::{Attempt, DidRun, Retryability};
use crate::error::{Error, ErrorKind};

tokio::task_local! {
    static ITEM: Arc<Item>;
}

/// What is known about the calls that an item has awaited.
#[derive(Debug, Default)]
pub(crate) struct Item {
    /// The greatest `DidRun` of the attempts and calls that have ended, plus one; zero if there was none.
    did_run: AtomicU8,
    /// The calls that have been polled and have not ended.
    running: AtomicU32,
    /// Those of them that wait for the limiter, and have sent nothing that has not ended.
    paused: AtomicU32,
    attempts: AtomicU32,
    throttled: AtomicU32,
    /// The attempts that followed a failure other than a throttled attempt.
    retried: AtomicU32,
    /// A call was too large, and nothing ran.
    is_too_large: AtomicBool,
    /// The function reported an error.
    is_function_error: AtomicBool,
    /// The items of the fan-out that wait for the limiter, if it limits them.
    waiting: Option<Arc<AtomicUsize>>,
}

/// An item that waits for the limiter.
#[derive(Debug)]
pub(crate) struct Waiting<'a> {
    all: &'a AtomicUsize,
    item: &'a Item,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::Relaxed);
        self.item.paused.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The future of an item.
pub(crate) type ItemFuture<F> = TaskLocalFuture<Arc<Item>, F>;

impl Item {
    /// Creates an item whose attempts the limiter of their function admits. Those that wait are counted.
    pub(crate) fn limited(waiting: &Arc<AtomicUsize>) -> Item {
        Item {
            waiting: Some(Arc::clone(waiting)),
            ..Item::default()
        }
    }

    /// Creates a part of the current item, whose calls are told apart from those of its other parts.
    pub(crate) fn part() -> Arc<Item> {
        let whole = Item::current();
        if let Some(whole) = &whole {
            whole.call_started();
        }
        Arc::new(Item {
            waiting: whole.and_then(|whole| whole.waiting.clone()),
            ..Item::default()
        })
    }

    /// Adds what is known about this part, which has ended, to the current item.
    pub(crate) fn add_to_whole(&self) {
        let Some(whole) = Item::current() else {
            return;
        };
        whole.call_ended(self.did_run().unwrap_or(DidRun::Unknown), &[]);
        for (count, sum) in [
            (&self.attempts, &whole.attempts),
            (&self.throttled, &whole.throttled),
            (&self.retried, &whole.retried),
        ] {
            sum.fetch_add(count.load(Ordering::Relaxed), Ordering::Relaxed);
        }
    }

    /// Notes the kind of a failed call.
    pub(crate) fn call_failed(&self, error: &Error) {
        let refused = error.code() == Some("RequestTooLargeException");
        let is_too_large = error.kind() == ErrorKind::TooLarge || refused;
        self.is_too_large.fetch_or(is_too_large, Ordering::Relaxed);
        self.is_function_error
            .fetch_or(error.is_function_error(), Ordering::Relaxed);
    }

    /// Returns whether the failed call may be made again in parts, and parts could succeed.
    pub(crate) fn can_be_split(&self, is_idempotent: bool) -> bool {
        let nothing_ran = self.did_run() <= Some(DidRun::InitOnly);
        let is_too_large = self.is_too_large.load(Ordering::Relaxed);
        let is_function_error = self.is_function_error.load(Ordering::Relaxed);
        (is_too_large && nothing_ran) || (is_function_error && is_idempotent)
    }

    /// Counts the item among those that wait for the limiter, or returns `None` if it is not limited.
    pub(crate) fn wait(&self) -> Option<Waiting<'_>> {
        let all = self.waiting.as_deref()?;
        all.fetch_add(1, Ordering::Relaxed);
        self.paused.fetch_add(1, Ordering::Relaxed);
        Some(Waiting { all, item: self })
    }

    /// Returns whether the limiter of their function admits the attempts of the item.
    pub(crate) fn is_limited(&self) -> bool {
        self.waiting.is_some()
    }

    /// Runs the future of an item, whose calls report here.
    pub(crate) fn run<F: Future>(self: &Arc<Item>, future: F) -> ItemFuture<F> {
        ITEM.scope(Arc::clone(self), future)
    }

    /// Returns the item that the current code belongs to.
    pub(crate) fn current() -> Option<Arc<Item>> {
        ITEM.try_with(Arc::clone).ok()
    }

    /// Notes that a call begins.
    pub(crate) fn call_started(&self) {
        self.running.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes an attempt that has ended.
    pub(crate) fn attempt_ended(&self, did_run: DidRun) {
        self.did_run.fetch_max(did_run as u8 + 1, Ordering::Relaxed);
    }

    /// Notes a call that has ended, with its attempts and what is known besides them.
    pub(crate) fn call_ended(&self, did_run: DidRun, attempts: &[Attempt]) {
        let did_run = attempts
            .iter()
            .map(Attempt::did_run)
            .fold(did_run, DidRun::max);
        self.attempt_ended(did_run);
        let running = |calls: u32| Some(calls.saturating_sub(1));
        let _ = self
            .running
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, running);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let throttled = attempts
            .iter()
            .filter(|attempt| attempt.retryability() == Some(Retryability::Throttled));
        self.attempts
            .fetch_add(count(attempts.len()), Ordering::Relaxed);
        self.throttled
            .fetch_add(count(throttled.count()), Ordering::Relaxed);
        let retries = attempts.len().saturating_sub(1);
        let retried = attempts
            .iter()
            .take(retries)
            .filter(|attempt| attempt.retryability() != Some(Retryability::Throttled));
        self.retried
            .fetch_add(count(retried.count()), Ordering::Relaxed);
    }

    /// Returns what is known about all calls together, or `None` if there was none.
    pub(crate) fn did_run(&self) -> Option<DidRun> {
        let ended = match self.did_run.load(Ordering::Relaxed) {
            0 => None,
            1 => Some(DidRun::No),
            2 => Some(DidRun::InitOnly),
            3 => Some(DidRun::Unknown),
            _ => Some(DidRun::Yes),
        };
        let running = self.running.load(Ordering::Relaxed);
        let paused = self.paused.load(Ordering::Relaxed);
        match running {
            0 => ended,
            _ if running == paused => ended.max(Some(DidRun::No)),
            // It may have been sent.
            _ => ended.max(Some(DidRun::Unknown)),
        }
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }

    pub(crate) fn throttled(&self) -> u32 {
        self.throttled.load(Ordering::Relaxed)
    }

    pub(crate) fn retried(&self) -> u32 {
        self.retried.load(Ordering::Relaxed)
    }
}
