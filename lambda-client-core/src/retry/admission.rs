//! The limiter's part in the attempts of a request.

use std::sync::Arc;

use crate::certainty::{Attempt, Operation};
use crate::limiter::{Item, Limiter, Permit, Signal, Verdict};
use crate::retry::AttemptFailure;

/// Lets the limiter of the function admit each attempt, and tells it how the attempt ended.
#[derive(Debug)]
pub(crate) struct Admission {
    limiter: Limiter,
    item: Arc<Item>,
    /// The attempts that were throttled: the limiter decides when they are made again.
    throttled: u32,
    /// What becomes of the last attempt, if it was throttled.
    verdict: Option<Verdict>,
}

impl Admission {
    /// Returns the admission for a request of this item, if it is limited.
    pub(crate) fn of(item: Option<Arc<Item>>, limiter: impl FnOnce() -> Limiter) -> Option<Self> {
        let item = item.filter(|item| item.is_limited())?;
        Some(Admission {
            limiter: limiter(),
            item,
            throttled: 0,
            verdict: None,
        })
    }

    /// Waits until the next attempt may run: at the front if the last one was throttled.
    pub(super) async fn admit(&self) -> Permit {
        let _waiting = self.item.wait();
        self.limiter.admit(self.verdict.is_some()).await
    }

    /// Frees the place of an attempt that has ended.
    pub(super) fn observe(
        &mut self,
        permit: Permit,
        result: Result<&Attempt, &AttemptFailure>,
        operation: Operation,
    ) {
        let signal = match result {
            Ok(_) => Signal::Admitted,
            Err(failure) => failure.signal(operation),
        };
        let verdict = permit.end(signal);
        self.item.limited_to(self.limiter.limit());
        self.verdict = match signal {
            Signal::Full { .. } | Signal::TooFast { .. } => Some(verdict),
            Signal::Admitted | Signal::Nothing => None,
        };
        self.throttled += u32::from(self.verdict.is_some());
    }

    /// Returns what becomes of the last attempt, if it was throttled.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.verdict
    }

    /// Returns how many attempts were throttled.
    pub(super) fn throttled(&self) -> u32 {
        self.throttled
    }
}

impl AttemptFailure {
    /// Returns what the failure says about the function's capacity.
    fn signal(&self, operation: Operation) -> Signal {
        let class = self.class();
        Signal::of(
            class.did_run,
            Some(class.retryability),
            self.throttle_reason(),
            self.retry_after(),
            operation,
        )
    }
}
