//! The attempts of one request: its history, its next attempt, and the time that is left for it.

use std::time::{Duration, Instant};

use crate::certainty::{Attempt, Class, RetryLimit, Stop};
use crate::clock::{Clock, Jitter};
use crate::error::Error;
use crate::future::{BoxFuture, race};
#[cfg(feature = "fan-out")]
use crate::limiter::{Item, Refusal, Verdict};
use crate::observe::AttemptOutcome;
#[cfg(feature = "fan-out")]
use crate::retry::Admission;
use crate::retry::time_limit::{Bound, Deadline, Limit};
use crate::retry::{AttemptFailure, Budget, Decision, Request, decide, delay};
use crate::server::Context;
use crate::settings::Settings;
use crate::transport::{SendProgress, TransportError};

/// The time that must be left before the deadline for a retry to start. With less, the retry could hardly bring a response, but
/// might still run the function.
const MIN_ATTEMPT_TIME: Duration = Duration::from_millis(20);

/// The longest `Retry-After` that a call waits for. A longer one is returned to the caller, who can plan with it.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// The state of a request between its attempts.
pub(crate) struct Attempts<'a> {
    clock: &'a dyn Clock,
    jitter: &'a dyn Jitter,
    budget: &'a Budget,
    settings: &'a Settings,
    deadline: Option<Deadline>,
    /// The time waited before the current attempt.
    delay: Duration,
    /// Whether the retry that a failure is worth once has been made.
    retried_once: bool,
    history: Vec<Attempt>,
    #[cfg(feature = "fan-out")]
    admission: Option<Admission>,
}

/// The time before a retry.
pub(crate) struct Pause {
    delay: Duration,
    /// Absent if there is nothing to wait for.
    timer: Option<BoxFuture<'static, ()>>,
}

#[cfg(feature = "fan-out")]
impl Pause {
    const NONE: Pause = Pause {
        delay: Duration::ZERO,
        timer: None,
    };
}

impl<'a> Attempts<'a> {
    /// Starts the request now. It ends by the timeout of `settings`, by `deadline` or before the end of the invocation that makes
    /// it, whichever comes first.
    pub(crate) fn new(
        clock: &'a dyn Clock,
        jitter: &'a dyn Jitter,
        budget: &'a Budget,
        settings: &'a Settings,
        deadline: Option<Instant>,
        invocation: Option<&Context>,
    ) -> Attempts<'a> {
        Attempts {
            clock,
            jitter,
            budget,
            settings,
            deadline: Deadline::earliest(clock, settings.timeout, deadline, invocation),
            delay: Duration::ZERO,
            retried_once: false,
            history: Vec::new(),
            #[cfg(feature = "fan-out")]
            admission: None,
        }
    }

    /// Lets a limiter admit each attempt.
    #[cfg(feature = "fan-out")]
    pub(crate) fn admitted_by(mut self, admission: Option<Admission>) -> Attempts<'a> {
        self.admission = admission;
        self
    }

    fn left(&self) -> Option<Duration> {
        self.deadline
            .map(|deadline| deadline.at.saturating_duration_since(self.clock.now()))
    }

    /// Makes one attempt once it is admitted, unless it is refused.
    #[cfg(feature = "fan-out")]
    pub(crate) async fn admit_and_send<R: Request>(
        &mut self,
        request: &R,
    ) -> Result<Result<(R::Response, Attempt), AttemptFailure>, Refusal> {
        let Some(admission) = &mut self.admission else {
            return Ok(self.send(request).await);
        };
        let started = self.clock.now();
        let admitted = match self.deadline {
            None => Ok(admission.admit().await),
            Some(Deadline { at, limit }) => {
                let left = at.saturating_duration_since(started);
                match self.clock.try_sleep(left).map_err(Error::into_refusal) {
                    Ok(timer) => race(admission.admit(), timer)
                        .await
                        .map_err(|()| limit.too_late()),
                    Err(refusal) => Err(refusal),
                }
            }
        };
        let permit = match admitted {
            Ok(permit) => permit?,
            Err(error) => return Ok(Err(AttemptFailure::transport(error, request.operation()))),
        };
        if !self.history.is_empty() {
            self.delay += self.clock.now().saturating_duration_since(started);
        }
        let result = self.send_with(request, &permit.progress()).await;
        if let Some(admission) = &mut self.admission {
            let ended = result.as_ref().map(|(_, attempt)| attempt);
            admission.observe(permit, ended, request.operation());
        }
        Ok(result)
    }

    /// Makes one attempt within its time, under observation.
    pub(crate) async fn send<R: Request>(
        &self,
        request: &R,
    ) -> Result<(R::Response, Attempt), AttemptFailure> {
        self.send_with(request, &SendProgress::new()).await
    }

    async fn send_with<R: Request>(
        &self,
        request: &R,
        progress: &SendProgress,
    ) -> Result<(R::Response, Attempt), AttemptFailure> {
        let Some(watch) = request.watch() else {
            return self.send_unobserved(request, progress).await;
        };
        let watch = watch.attempt(self.delay, progress);
        let result = watch.traced(self.send_unobserved(request, progress)).await;
        watch.finish(match &result {
            Ok((_, attempt)) => AttemptOutcome {
                record: attempt.clone(),
                error_kind: None,
                is_declared: false,
            },
            Err(failure) => AttemptOutcome {
                record: failure.attempt(),
                error_kind: Some(failure.kind()),
                is_declared: request.is_declared(failure),
            },
        });
        result
    }

    async fn send_unobserved<R: Request>(
        &self,
        request: &R,
        progress: &SendProgress,
    ) -> Result<(R::Response, Attempt), AttemptFailure> {
        let result = match self.bound() {
            Ok(None) => progress.scope(|| request.send(progress)).await,
            Ok(Some(bound)) => self.send_within(request, progress, bound).await,
            Err(too_late) => Err(too_late),
        };
        let is_open = progress.is_open_after(&result);
        let result = match result {
            Ok(response) => request.check(response),
            Err(error) => {
                let failure = AttemptFailure::transport(error, request.operation());
                // What was to help has not helped.
                Err(
                    match self.retried_once && failure.class().limit == RetryLimit::Once {
                        true => failure.permanent(),
                        false => failure,
                    },
                )
            }
        };
        if !is_open {
            return result;
        }
        let operation = request.operation();
        match result {
            Ok((response, attempt)) => Ok((response, attempt.of_one_of_several(operation))),
            Err(failure) => Err(failure.of_one_of_several(operation)),
        }
    }

    /// Returns how long an attempt that starts now may take.
    fn bound(&self) -> Result<Option<Bound>, TransportError> {
        let attempt = self.settings.attempt_timeout.map(|timeout| Bound {
            left: timeout,
            limit: Limit::Attempt(timeout),
        });
        let (Some(deadline), Some(left)) = (self.deadline, self.left()) else {
            return Ok(attempt);
        };
        // The first attempt may use whatever time there is; a retry is worthwhile only if it can bring a response.
        let min = match self.history.is_empty() {
            true => Duration::from_nanos(1),
            false => MIN_ATTEMPT_TIME,
        };
        if left < min {
            return Err(deadline.limit.too_late());
        }
        Ok(match attempt {
            Some(attempt) if attempt.left < left => Some(attempt),
            _ => Some(Bound {
                left,
                limit: deadline.limit,
            }),
        })
    }

    async fn send_within<R: Request>(
        &self,
        request: &R,
        progress: &SendProgress,
        bound: Bound,
    ) -> Result<R::Response, TransportError> {
        let timer = self.clock.try_sleep(bound.left);
        let timer = timer.map_err(Error::into_refusal)?;
        let response = progress.scope(|| request.send(progress));
        // The race drops a response that is late; only then is the stage that it reached final.
        match race(response, timer).await {
            Ok(response) => response,
            Err(()) => Err(bound.limit.error(progress.evidence())),
        }
    }

    /// Adds the current attempt to the history.
    pub(crate) fn record(&mut self, attempt: Attempt) {
        #[cfg(feature = "fan-out")]
        if let Some(item) = Item::current() {
            item.attempt_ended(attempt.did_run());
        }
        // Most requests take one attempt.
        self.history.reserve_exact(1);
        self.history.push(Attempt {
            delay: self.delay,
            ..attempt
        });
    }

    /// Refunds the retry budget once the function has responded, even with a function error.
    pub(crate) fn refund(&self) {
        let retries = u32::try_from(self.history.len()).unwrap_or(u32::MAX);
        self.budget.succeeded(retries);
    }

    /// Returns the recorded attempts, oldest first.
    pub(crate) fn into_history(self) -> Vec<Attempt> {
        self.history
    }

    /// Returns the pause before the next attempt, or why there is none. Takes the retry out of the budget.
    pub(crate) fn next_pause(&mut self, failure: &AttemptFailure) -> Result<Pause, Stop> {
        let retry = &self.settings.retry;
        let made = u32::try_from(self.history.len()).unwrap_or(u32::MAX);
        #[cfg(feature = "fan-out")]
        let made = match &self.admission {
            // Whoever wants one attempt gets one.
            Some(admission) if retry.attempts() > 1 => {
                let is_allowed = self.decide(failure, u32::MAX) != Decision::Fail;
                match admission.verdict().filter(|_| is_allowed) {
                    // The limiter says when; nobody else has to be protected from this retry.
                    Some(Verdict::Wait) => return Ok(Pause::NONE),
                    Some(Verdict::Fail) => return Err(Stop::NoCapacity),
                    None => made.saturating_sub(admission.throttled()),
                }
            }
            _ => made,
        };
        match self.decide(failure, retry.attempts()) {
            Decision::Fail => return Err(Stop::Decided),
            Decision::RetryUpTo(max) if made >= max => return Err(Stop::AttemptsUsed),
            Decision::RetryUpTo(_) => {}
        }
        let retry_after = failure.retry_after();
        if retry_after > Some(MAX_RETRY_AFTER) {
            return Err(Stop::LongWait);
        }
        let Class {
            retryability,
            limit,
            ..
        } = failure.class();
        let delay = match limit {
            // Time does not help, and nothing has been overloaded.
            RetryLimit::Once => retry_after.unwrap_or_default(),
            RetryLimit::Settings | RetryLimit::Few => {
                delay(retry, retryability, made, retry_after, self.jitter.next())
            }
        };
        if self
            .left()
            .is_some_and(|left| left < delay.saturating_add(MIN_ATTEMPT_TIME))
        {
            return Err(Stop::NoTimeLeft);
        }
        let timer = match delay.is_zero() {
            true => None,
            false => Some(self.clock.try_sleep(delay).map_err(|_| Stop::CannotWait)?),
        };
        if !self.budget.take(retry.budget_size()) {
            return Err(Stop::BudgetUsed);
        }
        self.retried_once |= limit == RetryLimit::Once;
        Ok(Pause { delay, timer })
    }

    /// Returns whether another attempt would be allowed if attempts, time and budget were left.
    pub(crate) fn is_retryable(&self, failure: &AttemptFailure) -> bool {
        self.decide(failure, u32::MAX) != Decision::Fail
    }

    fn decide(&self, failure: &AttemptFailure, max_attempts: u32) -> Decision {
        let idempotent = self.settings.idempotent == Some(true);
        let asked = failure.asks_for_retry(idempotent);
        decide(failure.class(), idempotent, asked, max_attempts)
    }

    /// Waits before the next attempt.
    pub(crate) async fn wait(&mut self, pause: Pause) {
        self.delay = pause.delay;
        // Nothing is sent meanwhile, which is worth knowing if the item is canceled now.
        #[cfg(feature = "fan-out")]
        let _paused = Item::current().map(Item::pause);
        if let Some(timer) = pause.timer {
            timer.await;
        }
    }
}
