//! The `Invoke` operation.

use std::sync::Arc;

use bytes::Bytes;

use crate::local::engine::queue;
use crate::local::engine::queue::Event;
use crate::local::engine::run;
use crate::local::engine::run::{Ran, Run, pause};
use crate::local::fault::FaultPoint;
use crate::local::fault::faults::Broken;
use crate::local::limits;
use crate::local::recorder::RecordedRequest;
use crate::local::registry::Target;
use crate::local::registry::arn::Key;
use crate::local::service_error::ServiceError;
use crate::local::setup::settings::Tenancy;
use crate::local::shared::Shared;
use crate::transport::InvocationType;
use crate::transport::{InvokeRequest, InvokeResponse, SendStage};

/// After how many seconds Lambda asks a throttled caller to come back.
const RETRY_AFTER_SECONDS: u64 = 1;

/// What becomes of a request.
pub(crate) struct Delivered {
    pub(crate) request_id: String,
    pub(crate) outcome: Outcome,
}

pub(crate) enum Outcome {
    Answer(InvokeResponse),
    Refused(ServiceError),
    /// The connection breaks without an answer.
    Reset,
    /// The answer breaks off after this many bytes of its body.
    CutOff(InvokeResponse, usize),
}

/// An event that may run.
struct Admitted {
    target: Target,
    request_id: String,
    payload: Bytes,
    client_context: Option<Bytes>,
    tenant_id: Option<String>,
}

/// Answers a request as Lambda does. Giving up on the answer does not stop a run.
pub(crate) async fn invoke(shared: &Arc<Shared>, request: &InvokeRequest<'_>) -> Delivered {
    request.report(SendStage::Sending);
    let request_id = shared.chance.uuid();
    let entry = shared
        .recorder
        .request(recorded(shared, request, &request_id));
    let outcome = outcome(shared, request, &request_id)
        .await
        .unwrap_or_else(Outcome::Refused);
    let (status, code) = match &outcome {
        Outcome::Answer(answer) => (Some(answer.status), None),
        Outcome::Refused(refusal) => (Some(refusal.status), refusal.code.clone()),
        Outcome::Reset | Outcome::CutOff(..) => (None, None),
    };
    shared.recorder.answered(entry, status, code);
    if !matches!(outcome, Outcome::Reset) {
        request.report(SendStage::Answered);
    }
    Delivered {
        request_id,
        outcome,
    }
}

fn recorded(shared: &Shared, request: &InvokeRequest<'_>, request_id: &str) -> RecordedRequest {
    let parsed = Key::parse(request.function(), &shared.registry.home);
    let (function, in_name) = match parsed {
        Some((key, qualifier)) => (key.name, qualifier),
        None => (request.function().to_owned(), None),
    };
    RecordedRequest {
        function,
        qualifier: request.qualifier().map(str::to_owned).or(in_name),
        invocation_type: request.invocation_type(),
        payload: request.payload().clone(),
        client_context: request.client_context().map(str::to_owned),
        tenant_id: request.tenant_id().map(str::to_owned),
        request_id: request_id.to_owned(),
        status: None,
        code: None,
    }
}

async fn outcome(
    shared: &Arc<Shared>,
    request: &InvokeRequest<'_>,
    request_id: &str,
) -> Result<Outcome, ServiceError> {
    let target = shared
        .registry
        .find(request.function(), request.qualifier())?;
    let function = Arc::clone(&target.function);
    let hit = function.faults.next(FaultPoint::Requests, &function.chance);
    pause(shared, hit.delay).await;
    let mut reset_after = false;
    let mut cut_off = None;
    match hit.broken {
        Some(Broken::Refused(refusal)) => return Err(refusal),
        Some(Broken::ResetBefore) => return Ok(Outcome::Reset),
        Some(Broken::ResetAfter) => reset_after = true,
        Some(Broken::CutOff(after)) => cut_off = Some(after),
        None => {}
    }
    let admitted = admit(target, request, request_id)?;
    let answer = match request.invocation_type() {
        InvocationType::RequestResponse => admitted.run(shared, request.tail_log()).await?,
        InvocationType::Event => {
            admitted.queue(shared);
            InvokeResponse::new(202, Bytes::new())
        }
        InvocationType::DryRun => InvokeResponse::new(204, Bytes::new()),
    };
    let answer = answer.with_request_id(request_id);
    Ok(match cut_off {
        _ if reset_after => Outcome::Reset,
        Some(after) if after < answer.payload.len() => Outcome::CutOff(answer, after),
        _ => Outcome::Answer(answer),
    })
}

/// The checks that a request passes before anything runs.
fn admit(
    target: Target,
    request: &InvokeRequest<'_>,
    request_id: &str,
) -> Result<Admitted, ServiceError> {
    let payload = limits::event(request)?;
    let client_context = match request.invocation_type() {
        InvocationType::RequestResponse => limits::client_context(request)?,
        InvocationType::Event | InvocationType::DryRun => None,
    };
    match (target.function.settings.tenancy, request.tenant_id()) {
        (Tenancy::PerTenant, None) => {
            return Err(ServiceError::invalid_parameter(
                "The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.",
            ));
        }
        (Tenancy::Off, Some(_)) => {
            return Err(ServiceError::invalid_parameter(
                "The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.",
            ));
        }
        (Tenancy::PerTenant | Tenancy::Undeclared, Some(tenant)) => limits::tenant_id(tenant)?,
        (Tenancy::Off | Tenancy::Undeclared, None) => {}
    }
    Ok(Admitted {
        target,
        request_id: request_id.to_owned(),
        payload,
        client_context,
        tenant_id: request.tenant_id().map(str::to_owned),
    })
}

impl Admitted {
    async fn run(
        self,
        shared: &Arc<Shared>,
        tail_log: bool,
    ) -> Result<InvokeResponse, ServiceError> {
        let permit = self
            .target
            .function
            .places
            .take()
            .map_err(|reason| ServiceError::throttled(reason, Some(RETRY_AFTER_SECONDS)))?;
        let request_id = self.request_id.clone();
        let run = Run {
            target: self.target,
            request_id: self.request_id,
            payload: self.payload,
            client_context: self.client_context,
            tenant_id: self.tenant_id,
            attempt: 1,
            permit,
        };
        let ran = run::start(shared, run, tail_log).await;
        let ran = ran.unwrap_or_else(|_lost| Ran::lost(&request_id));
        let mut answer = InvokeResponse::new(200, ran.payload).with_executed_version(ran.version);
        if ran.failed {
            answer = answer.with_function_error(Bytes::from_static(b"Unhandled"));
        }
        answer.log_result = ran.log;
        Ok(answer)
    }

    fn queue(self, shared: &Arc<Shared>) {
        let event = Event {
            target: self.target,
            request_id: self.request_id,
            payload: self.payload,
            tenant_id: self.tenant_id,
            chain: 0,
        };
        queue::accept(shared, event);
    }
}
