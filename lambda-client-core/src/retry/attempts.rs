//! The attempts of one request: those made, the next one, and the time that is left for it.

use std::time::{Duration, Instant};

use crate::certainty::Attempt;
use crate::certainty::{Class, Stop};
use crate::future::{BoxFuture, race};
use crate::lambda::Shared;
use crate::retry::{Budget, Decision, decide, delay};
use crate::settings::Settings;
use crate::transport::{Evidence, SendProgress, SendStage, TransportError, TransportErrorKind};

/// No retry starts with less time than this before the deadline: it could not bring an answer, and might still run the
/// function.
const LEAST_ATTEMPT_TIME: Duration = Duration::from_millis(20);

/// A `Retry-After` beyond this is for the caller to plan with, not for a call to sleep through.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// A request under way.
pub(crate) struct Attempts<'a> {
    shared: &'a Shared,
    budget: &'a Budget,
    settings: &'a Settings,
    deadline: Option<Instant>,
    /// Waited before the attempt that is under way.
    delay: Duration,
    attempts: Vec<Attempt>,
}

impl<'a> Attempts<'a> {
    /// Starts now. The earlier of `deadline` and the settings' timeout counts.
    pub(crate) fn new(
        shared: &'a Shared,
        budget: &'a Budget,
        settings: &'a Settings,
        deadline: Option<Instant>,
    ) -> Attempts<'a> {
        let until = |timeout| shared.clock.now().checked_add(timeout);
        let own = settings.timeout.and_then(until);
        Attempts {
            shared,
            budget,
            settings,
            deadline: match (own, deadline) {
                (Some(own), Some(given)) => Some(own.min(given)),
                (own, given) => own.or(given),
            },
            delay: Duration::ZERO,
            attempts: Vec::new(),
        }
    }

    fn left(&self) -> Option<Duration> {
        let now = || self.shared.clock.now();
        self.deadline
            .map(|deadline| deadline.saturating_duration_since(now()))
    }

    /// How long an attempt that begins now may take.
    pub(crate) fn bound(&self) -> Result<Option<Duration>, TransportError> {
        let left = self.left();
        // The first attempt may use whatever time there is, a later one is worth making only if it can bring an answer.
        let least = match self.attempts.is_empty() {
            true => Duration::from_nanos(1),
            false => LEAST_ATTEMPT_TIME,
        };
        if left.is_some_and(|left| left < least) {
            let passed = "the deadline had passed before it could be sent";
            return Err(out_of_time(Evidence::NotSent).with_message(passed));
        }
        Ok(match (self.settings.attempt_timeout, left) {
            (Some(attempt), Some(left)) => Some(attempt.min(left)),
            (attempt, left) => attempt.or(left),
        })
    }

    /// The answer, if it comes within the bound.
    pub(crate) async fn within<T>(
        &self,
        bound: Duration,
        progress: &SendProgress,
        answer: BoxFuture<'_, Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let sleep = self.shared.clock.sleep(bound);
        // An answer that is late is dropped in there; only then does its transport know how far it got at last.
        match race(answer, sleep).await {
            Ok(answer) => answer,
            Err(()) => {
                let evidence = match progress.stage() {
                    Some(SendStage::Preparing) => Evidence::NotSent,
                    Some(SendStage::Answered) => Evidence::Answered,
                    Some(SendStage::Sending) | None => Evidence::Unknown,
                };
                Err(out_of_time(evidence).with_message(format!("given up after {bound:?}")))
            }
        }
    }

    /// Waited before the attempt that is under way.
    pub(crate) fn delay(&self) -> Duration {
        self.delay
    }

    /// Adds an attempt to the history.
    pub(crate) fn note(&mut self, attempt: Attempt) {
        // Most requests take one attempt.
        self.attempts.reserve_exact(1);
        self.attempts.push(attempt);
    }

    /// Gives back to the budget what the retries took, now that one has come through, whatever the function answered.
    pub(crate) fn came_through(&self) {
        let retries = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        self.budget.succeeded(retries);
    }

    /// The history.
    pub(crate) fn into_attempts(self) -> Vec<Attempt> {
        self.attempts
    }

    /// How long to wait for the next attempt, if there is to be one. `asked` says that the function itself asks for it.
    pub(crate) fn next(
        &self,
        class: Class,
        asked: bool,
        retry_after: Option<Duration>,
    ) -> Result<Duration, Stop> {
        let retry = &self.settings.retry;
        let made = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        match decide(class, self.idempotent(), asked, retry.attempts()) {
            Decision::Fail => return Err(Stop::Decided),
            Decision::RetryUpTo(most) if made >= most => return Err(Stop::AttemptsUsed),
            Decision::RetryUpTo(_) => {}
        }
        if retry_after > Some(LONGEST_RETRY_AFTER) {
            return Err(Stop::LongWait);
        }
        let chance = self.shared.jitter.next();
        let delay = delay(retry, class.retryability, made, retry_after, chance);
        if self
            .left()
            .is_some_and(|left| left < delay.saturating_add(LEAST_ATTEMPT_TIME))
        {
            return Err(Stop::NoTimeLeft);
        }
        if !self.budget.take(retry.budget_size()) {
            return Err(Stop::BudgetUsed);
        }
        Ok(delay)
    }

    /// Whether another attempt would be in order, had attempts, time and budget been left.
    pub(crate) fn is_retryable(&self, class: Class, asked: bool) -> bool {
        decide(class, self.idempotent(), asked, u32::MAX) != Decision::Fail
    }

    fn idempotent(&self) -> bool {
        self.settings.idempotent == Some(true)
    }

    /// Lets the time before the next attempt pass.
    pub(crate) async fn wait(&mut self, delay: Duration) {
        self.delay = delay;
        if !delay.is_zero() {
            self.shared.clock.sleep(delay).await;
        }
    }
}

impl Attempt {
    /// Returns the attempt that ended with this error.
    pub(crate) fn failed(error: &TransportError, class: Class, delay: Duration) -> Attempt {
        Attempt {
            request_id: error.request_id().map(str::to_owned),
            status: error.status(),
            code: error.code().map(str::to_owned),
            did_run: class.did_run,
            retryability: Some(class.retryability),
            delay,
        }
    }
}

fn out_of_time(evidence: Evidence) -> TransportError {
    TransportError::new(TransportErrorKind::Timeout, evidence)
}
