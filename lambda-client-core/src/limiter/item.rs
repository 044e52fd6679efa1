//! What the calls of one item tell the fan-out, and a call finds out where it is awaited.

use std::future::Future;
use std::iter::successors;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::futures::TaskLocalFuture;

use crate::certainty::{Attempt, DidRun, Retryability};
use crate::error::{Error, ErrorKind};
use crate::limiter::holder::Held;
use crate::log::Report;

tokio::task_local! {
    static ITEM: Arc<Item>;
}

/// What is known about the calls that an item has awaited.
#[derive(Debug, Default)]
pub(crate) struct Item {
    /// The item whose code runs the fan-out of this one: the calls of this one are its calls, too.
    outer: Option<Arc<Item>>,
    /// The greatest `DidRun` of the attempts and calls that have ended, plus one; zero if there was none.
    did_run: AtomicU8,
    /// The calls that have been polled and have not ended.
    running: AtomicU32,
    /// Those of them that wait before an attempt, and have sent nothing that has not ended.
    paused: AtomicU32,
    attempts: AtomicU32,
    throttled: AtomicU32,
    /// The attempts that followed a failure other than a throttled attempt.
    retried: AtomicU32,
    /// What the reports of Lambda say, and of how many calls.
    billed_nanos: AtomicU64,
    billed_calls: AtomicU32,
    /// The limit of the limiter that admitted the last attempt; zero if there was none.
    limit: AtomicUsize,
    /// A call was too large, and nothing ran.
    is_too_large: AtomicBool,
    /// The function reported an error.
    is_function_error: AtomicBool,
    /// The items of the fan-out that wait for the limiter, if it limits them.
    waiting: Option<Arc<AtomicUsize>>,
    /// The limiters of the permits that the code of the item has acquired and holds.
    pub(super) held: Held,
}

/// A call that waits before an attempt.
#[derive(Debug)]
pub(crate) struct Paused(Arc<Item>);

impl Drop for Paused {
    fn drop(&mut self) {
        for item in self.0.with_outer() {
            item.paused.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// An item that waits for the limiter.
#[derive(Debug)]
pub(crate) struct Waiting<'a> {
    all: &'a AtomicUsize,
    _paused: Paused,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The future of an item.
pub(crate) type ItemFuture<F> = TaskLocalFuture<Arc<Item>, F>;

impl Item {
    /// Creates an item, within the current one if there is one. If `waiting` is given, the limiter of their function admits the
    /// attempts, and those that wait are counted there.
    pub(crate) fn new(waiting: Option<&Arc<AtomicUsize>>) -> Item {
        Item {
            outer: Item::current(),
            waiting: waiting.map(Arc::clone),
            ..Item::default()
        }
    }

    /// Returns this item and those that it runs in, from the inside out.
    fn with_outer(&self) -> impl Iterator<Item = &Item> {
        successors(Some(self), |item| item.outer.as_deref())
    }

    /// Notes the kind of a failed call.
    pub(crate) fn call_failed(&self, error: &Error) {
        let refused = error.code() == Some("RequestTooLargeException");
        let is_too_large = error.kind() == ErrorKind::TooLarge || refused;
        self.is_too_large.fetch_or(is_too_large, Ordering::Relaxed);
        self.is_function_error
            .fetch_or(error.is_function_error(), Ordering::Relaxed);
    }

    /// Notes an error that the item returned. It says whether the function ran if nothing else does.
    pub(crate) fn returned(&self, error: &Error) {
        if self.did_run().is_none() {
            self.attempt_ended(error.did_run());
        }
        self.call_failed(error);
    }

    /// Returns whether the failed call may be made again in parts, and parts could succeed.
    pub(crate) fn can_be_split(&self, is_idempotent: bool) -> bool {
        let nothing_ran = self.did_run() <= Some(DidRun::InitOnly);
        let is_too_large = self.is_too_large.load(Ordering::Relaxed);
        let is_function_error = self.is_function_error.load(Ordering::Relaxed);
        (is_too_large && (nothing_ran || is_idempotent)) || (is_function_error && is_idempotent)
    }

    /// Notes that a call waits before an attempt, until the return value is dropped.
    pub(crate) fn pause(self: Arc<Item>) -> Paused {
        for item in self.with_outer() {
            item.paused.fetch_add(1, Ordering::Relaxed);
        }
        Paused(self)
    }

    /// Counts the item among those that wait for the limiter, or returns `None` if it is not limited.
    pub(crate) fn wait(self: &Arc<Item>) -> Option<Waiting<'_>> {
        let all = self.waiting.as_deref()?;
        all.fetch_add(1, Ordering::Relaxed);
        let _paused = Arc::clone(self).pause();
        Some(Waiting { all, _paused })
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
        for item in self.with_outer() {
            item.running.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Notes an attempt that has ended.
    pub(crate) fn attempt_ended(&self, did_run: DidRun) {
        for item in self.with_outer() {
            item.did_run.fetch_max(did_run as u8 + 1, Ordering::Relaxed);
        }
    }

    /// Notes what the limiter allows after an attempt.
    pub(crate) fn limited_to(&self, limit: usize) {
        self.limit.store(limit, Ordering::Relaxed);
    }

    /// Notes a call that has ended: whether the function ran in any of its attempts, these, and Lambda's report.
    pub(crate) fn call_ended(
        &self,
        did_run: DidRun,
        attempts: &[Attempt],
        report: Option<&Report>,
    ) {
        self.attempt_ended(did_run);
        let is_throttled =
            |attempt: &&Attempt| attempt.retryability() == Some(Retryability::Throttled);
        let throttled = attempts.iter().filter(is_throttled).count();
        let followed = attempts.iter().take(attempts.len().saturating_sub(1));
        let retried = followed.filter(|attempt| !is_throttled(attempt)).count();
        let billed = report.and_then(Report::billed_duration);
        for item in self.with_outer() {
            let running = |calls: u32| Some(calls.saturating_sub(1));
            let _ = item
                .running
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, running);
            for (sum, number) in [
                (&item.attempts, attempts.len()),
                (&item.throttled, throttled),
                (&item.retried, retried),
                (&item.billed_calls, usize::from(billed.is_some())),
            ] {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                sum.fetch_add(number, Ordering::Relaxed);
            }
            let nanos = billed.unwrap_or_default().as_nanos();
            let nanos = u64::try_from(nanos).unwrap_or(u64::MAX);
            item.billed_nanos.fetch_add(nanos, Ordering::Relaxed);
        }
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

    /// Returns the sum of the billed times that Lambda reported.
    pub(crate) fn billed(&self) -> Duration {
        Duration::from_nanos(self.billed_nanos.load(Ordering::Relaxed))
    }

    /// Returns the number of calls whose billed time Lambda reported.
    pub(crate) fn billed_calls(&self) -> u32 {
        self.billed_calls.load(Ordering::Relaxed)
    }

    /// Returns the limit of the limiter that admitted the last attempt, if there was one.
    pub(crate) fn limit(&self) -> Option<usize> {
        match self.limit.load(Ordering::Relaxed) {
            0 => None,
            limit => Some(limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_says_whether_the_function_ran() {
        for did_run in [DidRun::No, DidRun::InitOnly, DidRun::Unknown, DidRun::Yes] {
            let item = Item::default();
            item.call_started();
            assert_eq!(item.did_run(), Some(DidRun::Unknown));
            item.call_ended(did_run, &[], None);
            assert_eq!(item.did_run(), Some(did_run));
        }
    }
}
