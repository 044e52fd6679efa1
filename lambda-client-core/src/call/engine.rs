//! The loop that makes the attempts of a call.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::{Endpoint, Plan};
use crate::error::Failure;
use crate::payload::check_size;
use crate::retry::{self, Class, Decision, Stop};
use crate::transport::{
    Evidence, InvokeRequest, InvokeResponse, Progress, Stage, TransportError, TransportErrorKind,
};
use crate::{Attempt, DidRun, Error, ErrorKind, InvocationType, LogTail};

/// No attempt starts with less time than this before the deadline: it could not bring an answer, and might still run the
/// function.
const LEAST_ATTEMPT_TIME: Duration = Duration::from_millis(20);

/// A `Retry-After` beyond this is for the caller to plan with, not for a call to sleep through.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// A call that brought an answer.
pub(crate) struct Finished {
    pub(crate) function: String,
    pub(crate) invocation_type: InvocationType,
    pub(crate) answer: InvokeResponse,
    pub(crate) attempts: Vec<Attempt>,
}

pub(crate) type Outcome = Result<Finished, Error>;

/// Makes the call. `asks_for_retry` says which of the function's own errors ask for another attempt.
pub(crate) async fn run(plan: Box<Plan>, asks_for_retry: fn(&Failure) -> bool) -> Outcome {
    let mut run = Run::prepare(*plan)?;
    loop {
        let failed = match run.attempt().await {
            Ok(answer) => match run.judge(answer, asks_for_retry) {
                Ok(finished) => return Ok(finished),
                Err(failed) => failed,
            },
            Err(error) => Failed::from(error),
        };
        run.note(&failed);
        match run.next(&failed) {
            Ok(delay) => run.wait(delay).await,
            Err(stop) => return Err(run.end(failed, stop)),
        }
    }
}

/// A call under way.
struct Run {
    endpoint: Arc<Endpoint>,
    plan: Plan,
    payload: Bytes,
    deadline: Option<Instant>,
    /// Waited before the attempt that is under way.
    delay: Duration,
    attempts: Vec<Attempt>,
}

/// A failed attempt.
struct Failed {
    class: Class,
    /// The function itself asks for another attempt.
    asked: bool,
    retry_after: Option<Duration>,
    what: What,
}

enum What {
    Transport(TransportError),
    Function(Box<(Failure, InvokeResponse)>),
}

impl Run {
    fn prepare(mut plan: Plan) -> Result<Run, Error> {
        let endpoint = match &mut plan.endpoint {
            Ok(endpoint) => Arc::clone(endpoint),
            Err(error) => return Err(error.share()),
        };
        if let Some(mistake) = plan.mistake.take() {
            return Err(mistake);
        }
        plan.check()?;
        let payload = std::mem::replace(&mut plan.payload.0, Ok(Bytes::new()))?;
        check_size(&payload, plan.invocation_type)?;
        let until = |timeout| endpoint.shared.clock.now().checked_add(timeout);
        let own = plan.settings.timeout.and_then(until);
        let deadline = match (own, plan.deadline) {
            (Some(own), Some(given)) => Some(own.min(given)),
            (own, given) => own.or(given),
        };
        Ok(Run {
            endpoint,
            plan,
            payload,
            deadline,
            delay: Duration::ZERO,
            attempts: Vec::new(),
        })
    }

    fn left(&self) -> Option<Duration> {
        let now = || self.endpoint.shared.clock.now();
        self.deadline
            .map(|deadline| deadline.saturating_duration_since(now()))
    }

    /// One attempt, within its time.
    async fn attempt(&self) -> Result<InvokeResponse, TransportError> {
        let left = self.left();
        if left.is_some_and(|left| left < LEAST_ATTEMPT_TIME) {
            return Err(out_of_time(Evidence::NotSent));
        }
        let bound = match (self.plan.settings.attempt_timeout, left) {
            (Some(attempt), Some(left)) => Some(attempt.min(left)),
            (attempt, left) => attempt.or(left),
        };
        let Some(bound) = bound else {
            return self.endpoint.shared.transport.invoke(self.request()).await;
        };
        let progress = Progress::new();
        let answer = self
            .endpoint
            .shared
            .transport
            .invoke(self.request().with_progress(&progress));
        let sleep = self.endpoint.shared.clock.sleep(bound);
        // An answer that is late is dropped in there; only then does its transport know how far it got at last.
        match first(answer, sleep).await {
            Some(answer) => answer,
            None => Err(out_of_time(match progress.stage() {
                Some(Stage::Preparing) => Evidence::NotSent,
                Some(Stage::Answered) => Evidence::Answered,
                Some(Stage::Sending) | None => Evidence::Unknown,
            })),
        }
    }

    fn request(&self) -> InvokeRequest<'_> {
        let target = &self.endpoint.target;
        let qualifier = self.plan.qualifier.as_ref().or(target.qualifier.as_ref());
        InvokeRequest::new(&target.function, self.payload.clone())
            .with_qualifier(qualifier.map(String::as_str))
            .with_invocation_type(self.plan.invocation_type)
            .with_tail_log(self.plan.tail_log())
            .with_client_context(self.plan.client_context.as_deref())
            .with_tenant_id(self.plan.tenant.as_deref())
    }

    /// Tells an answer from a function error.
    fn judge(
        &mut self,
        answer: InvokeResponse,
        asks_for_retry: fn(&Failure) -> bool,
    ) -> Result<Finished, Failed> {
        if answer.function_error.is_some() {
            let failure = Failure::decode(answer.payload.clone());
            return Err(Failed {
                class: retry::class::classify_failure(&failure),
                asked: asks_for_retry(&failure),
                retry_after: None,
                what: What::Function(Box::new((failure, answer))),
            });
        }
        let did_run = match self.plan.invocation_type {
            InvocationType::RequestResponse | InvocationType::Event => DidRun::Yes,
            InvocationType::DryRun => DidRun::No,
        };
        let retries = self.attempts.len();
        self.attempts.push(Attempt {
            request_id: answer.request_id.clone(),
            status: Some(answer.status),
            code: None,
            did_run,
            outlook: None,
            delay: self.delay,
        });
        self.endpoint
            .budget
            .succeeded(u32::try_from(retries).unwrap_or(u32::MAX));
        Ok(Finished {
            function: self.endpoint.target.function.clone(),
            invocation_type: self.plan.invocation_type,
            answer,
            attempts: std::mem::take(&mut self.attempts),
        })
    }

    fn note(&mut self, failed: &Failed) {
        let (request_id, status, code) = match &failed.what {
            What::Transport(error) => (error.request_id(), error.status(), error.code()),
            What::Function(function) => {
                let (failure, answer) = &**function;
                let id = answer.request_id.as_deref();
                (id, Some(answer.status), failure.error_type())
            }
        };
        self.attempts.push(Attempt {
            request_id: request_id.map(str::to_owned),
            status,
            code: code.map(str::to_owned),
            did_run: failed.class.did_run,
            outlook: Some(failed.class.outlook),
            delay: self.delay,
        });
    }

    /// How long to wait for the next attempt, if there is to be one.
    fn next(&self, failed: &Failed) -> Result<Duration, Stop> {
        let settings = &self.plan.settings;
        let made = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        let idempotent = settings.idempotent == Some(true);
        let max_attempts = settings.retry.attempts();
        match retry::decide(failed.class, idempotent, failed.asked, max_attempts) {
            Decision::Fail => return Err(Stop::Decided),
            Decision::RetryUpTo(most) if made >= most => return Err(Stop::AttemptsUsed),
            Decision::RetryUpTo(_) => {}
        }
        if failed.retry_after > Some(LONGEST_RETRY_AFTER) {
            return Err(Stop::LongWait);
        }
        let outlook = failed.class.outlook;
        let chance = self.endpoint.shared.jitter.next();
        let delay = retry::delay(&settings.retry, outlook, made, failed.retry_after, chance);
        if self
            .left()
            .is_some_and(|left| left < delay.saturating_add(LEAST_ATTEMPT_TIME))
        {
            return Err(Stop::NoTimeLeft);
        }
        if !self.endpoint.budget.take(settings.retry.budget_size()) {
            return Err(Stop::BudgetUsed);
        }
        Ok(delay)
    }

    async fn wait(&mut self, delay: Duration) {
        self.delay = delay;
        if !delay.is_zero() {
            self.endpoint.shared.clock.sleep(delay).await;
        }
    }

    /// The error of the whole call.
    fn end(self, failed: Failed, stop: Stop) -> Error {
        let idempotent = self.plan.settings.idempotent == Some(true);
        let decision = retry::decide(failed.class, idempotent, failed.asked, u32::MAX);
        let error = match failed.what {
            What::Transport(error) => Error::from_transport(error),
            What::Function(function) => {
                let (failure, answer) = *function;
                Error::build(ErrorKind::Function)
                    .status(answer.status)
                    .log(answer.log_result.as_deref().and_then(LogTail::decode))
                    .failure(failure)
            }
        };
        error
            .function(&self.endpoint.target.function)
            .did_run(failed.class.did_run)
            .retryable(decision != Decision::Fail)
            .stopped(stop)
            .event(self.plan.invocation_type == InvocationType::Event)
            .attempts(self.attempts)
            .finish()
    }
}

fn out_of_time(evidence: Evidence) -> TransportError {
    TransportError::new(TransportErrorKind::Timeout, evidence)
}

impl From<TransportError> for Failed {
    fn from(error: TransportError) -> Self {
        Failed {
            class: retry::classify(&error),
            asked: false,
            retry_after: error.retry_after(),
            what: What::Transport(error),
        }
    }
}

/// The answer, or none if the sleep ends first. An answer that is there wins over a sleep that has ended.
async fn first<T>(
    mut answer: crate::BoxFuture<'_, T>,
    mut sleep: crate::BoxFuture<'_, ()>,
) -> Option<T> {
    use std::task::Poll;
    std::future::poll_fn(|cx| {
        if let Poll::Ready(answer) = answer.as_mut().poll(cx) {
            return Poll::Ready(Some(answer));
        }
        sleep.as_mut().poll(cx).map(|()| None)
    })
    .await
}
