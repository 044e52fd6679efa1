//! The limiter's part in the attempts of a request.

use std::sync::Arc;

use crate::certainty::{Attempt, DidRun, Operation};
use crate::error::{Error, ErrorBuilder, ErrorKind};
use crate::limiter::{Applicant, Item, Limiter, Permit, Refusal, Signal, Verdict};
use crate::retry::AttemptFailure;
use crate::transport::class::RESERVED_CONCURRENCY;

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
    /// Returns the admission for a request of this item, if it is limited. Under a permit that the item has acquired for itself, its
    /// requests are limited by this permit, as in a loop written by hand: another one might wait for the item itself.
    pub(crate) fn of(item: Option<Arc<Item>>, limiter: impl FnOnce() -> Limiter) -> Option<Self> {
        let item = item.filter(|item| item.is_limited())?;
        let limiter = limiter();
        if limiter.is_held_by(&item) {
            return None;
        }
        Some(Admission {
            limiter,
            item,
            throttled: 0,
            verdict: None,
        })
    }

    /// Waits until the next attempt may run: at the front if the last one was throttled. Refuses it if it would probably wait in vain.
    pub(super) async fn admit(&self) -> Result<Permit, Refusal> {
        let _waiting = self.item.wait();
        let applicant = match self.verdict {
            Some(_) => Applicant::ThrottledCall,
            None => Applicant::Call,
        };
        self.limiter.admit(applicant).await
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

impl Refusal {
    /// Starts the error of a request that does not make its next attempt.
    pub(super) fn into_error(self, operation: Operation, function: Option<&str>) -> ErrorBuilder {
        let mut error = Error::builder(ErrorKind::Throttled)
            .message("not sent")
            .operation(operation)
            .did_run(DidRun::No);
        if self.is_reserved {
            error = error.throttle_reason(RESERVED_CONCURRENCY);
        }
        match function {
            Some(function) => error.function(function),
            None => error,
        }
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
