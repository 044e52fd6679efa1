//! The loop that makes the attempts of a call.

use std::time::Duration;

use bytes::Bytes;

use crate::call::{Endpoint, Plan};
use crate::certainty::Attempt;
use crate::certainty::DidRun;
use crate::certainty::{Class, Stop};
use crate::error::classify::classify;
use crate::error::{Error, ErrorKind};
use crate::failure::{Failure, FailureKind};
use crate::payload::{Encoded, check_size};
use crate::retry;
use crate::retry::Attempts;
use crate::transport::InvocationType;
use crate::transport::{InvokeRequest, InvokeResponse, SendProgress, TransportError};

/// A call that brought an answer.
pub(crate) struct Finished {
    pub(crate) plan: Box<Plan>,
    pub(crate) answer: InvokeResponse,
    pub(crate) attempts: Vec<Attempt>,
}

pub(crate) type Outcome = Result<Finished, Error>;

/// Makes the call. `asks_for_retry` says which of the function's own errors ask for another attempt.
pub(crate) async fn run(mut plan: Box<Plan>, asks_for_retry: fn(&Failure) -> bool) -> Outcome {
    let (endpoint, payload) = ready(&plan)?;
    let mut pace = Attempts::new(
        &endpoint.shared,
        &endpoint.budget,
        &plan.settings,
        plan.deadline,
    );
    loop {
        let failed = match attempt(&plan, endpoint, payload, &pace).await {
            Ok(mut answer) if answer.function_error.is_none() => {
                pace.came_through();
                pace.note(answered(&mut answer, &plan, pace.delay()));
                let attempts = pace.into_attempts();
                // What has been answered is not sent again: a large event need not be held while its answer is read.
                plan.payload = Encoded(Ok(Bytes::new()));
                return Ok(Finished {
                    plan,
                    answer,
                    attempts,
                });
            }
            Ok(answer) => Failed::by_function(answer, asks_for_retry),
            Err(error) => Failed::on_the_way(error, plan.invocation_type),
        };
        if failed.is_final_answer() {
            pace.came_through();
        }
        pace.note(failed.attempt(pace.delay()));
        match pace.next(failed.class, failed.asked, failed.retry_after) {
            Ok(delay) => pace.wait(delay).await,
            Err(stop) => return Err(failed.into_error(&plan, endpoint, pace, stop)),
        }
    }
}

/// The call's function and payload, if there is no mistake in them or in the options.
fn ready(plan: &Plan) -> Result<(&Endpoint, &Bytes), Error> {
    if let Some(mistake) = &plan.mistake {
        return Err(mistake.clone());
    }
    let endpoint = plan.endpoint.as_deref().map_err(Error::clone)?;
    plan.check()?;
    let payload = plan.payload.0.as_ref().map_err(Error::clone)?;
    check_size(payload, plan.invocation_type)?;
    Ok((endpoint, payload))
}

/// One attempt, within its time.
async fn attempt(
    plan: &Plan,
    endpoint: &Endpoint,
    payload: &Bytes,
    pace: &Attempts<'_>,
) -> Result<InvokeResponse, TransportError> {
    let qualifier = plan
        .qualifier
        .as_ref()
        .or(endpoint.target.qualifier.as_ref());
    let request = InvokeRequest::new(&endpoint.target.function, payload.clone())
        .with_qualifier(qualifier.map(String::as_str))
        .with_invocation_type(plan.invocation_type)
        .with_tail_log(plan.tail_log())
        .with_client_context(plan.client_context.as_deref())
        .with_tenant_id(plan.tenant.as_deref());
    let transport = &endpoint.shared.transport;
    match pace.bound()? {
        None => transport.invoke(request).await,
        Some(bound) => {
            let progress = SendProgress::new();
            let answer = transport.invoke(request.with_progress(&progress));
            pace.within(bound, &progress, answer).await
        }
    }
}

/// The attempt that brought this answer, with its request id.
fn answered(answer: &mut InvokeResponse, plan: &Plan, delay: Duration) -> Attempt {
    Attempt {
        request_id: answer.request_id.take(),
        status: Some(answer.status),
        code: None,
        did_run: match plan.invocation_type {
            InvocationType::RequestResponse | InvocationType::Event => DidRun::Yes,
            InvocationType::DryRun => DidRun::No,
        },
        retryability: None,
        delay,
    }
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

impl Failed {
    fn on_the_way(error: TransportError, invocation_type: InvocationType) -> Failed {
        let class = classify(&error);
        Failed {
            class: match invocation_type {
                // A check of permissions runs nothing, however it ends.
                InvocationType::DryRun => Class {
                    did_run: DidRun::No,
                    ..class
                },
                InvocationType::RequestResponse | InvocationType::Event => class,
            },
            asked: false,
            retry_after: error.retry_after(),
            what: What::Transport(error),
        }
    }

    fn by_function(answer: InvokeResponse, asks_for_retry: fn(&Failure) -> bool) -> Failed {
        let failure = Failure::decode(answer.payload.clone());
        Failed {
            class: retry::classify::classify_failure(&failure),
            // Only the function's own code can ask: of an error that Lambda made, nobody knows how far the code had got.
            asked: failure.kind() == FailureKind::Application && asks_for_retry(&failure),
            retry_after: None,
            what: What::Function(Box::new((failure, answer))),
        }
    }

    /// Whether the function has answered and does not ask for another attempt.
    fn is_final_answer(&self) -> bool {
        matches!(self.what, What::Function(_)) && !self.asked
    }

    fn attempt(&self, delay: Duration) -> Attempt {
        match &self.what {
            What::Transport(error) => Attempt::failed(error, self.class).with_delay(delay),
            What::Function(function) => {
                let (failure, answer) = &**function;
                Attempt {
                    request_id: answer.request_id.clone(),
                    status: Some(answer.status),
                    code: failure.error_type().map(str::to_owned),
                    did_run: self.class.did_run,
                    retryability: Some(self.class.retryability),
                    delay,
                }
            }
        }
    }

    /// The error of the whole call.
    fn into_error(self, plan: &Plan, endpoint: &Endpoint, pace: Attempts<'_>, stop: Stop) -> Error {
        let error = match self.what {
            What::Transport(error) => Error::from_transport(error),
            What::Function(function) => {
                let (failure, answer) = *function;
                Error::builder(ErrorKind::Function)
                    .response(&answer)
                    .failure(failure)
            }
        };
        error
            .function(&endpoint.target.function)
            .did_run(self.class.did_run)
            .retryable(pace.is_retryable(self.class, self.asked))
            .stopped(stop)
            .event(plan.invocation_type == InvocationType::Event)
            .attempts(pace.into_attempts())
            .build()
    }
}
