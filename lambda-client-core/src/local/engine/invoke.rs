//! The `Invoke` operation: checks a request, then runs the function or queues the event.

use std::sync::Arc;

use bytes::Bytes;

use crate::endpoint::body_budget::Reservation;
use crate::endpoint::refusal::Refusal;
use crate::local::engine::Engine;
use crate::local::engine::queue;
use crate::local::engine::queue::Event;
use crate::local::engine::run;
use crate::local::engine::run::RunRequest;
use crate::local::fault::FaultPoint;
use crate::local::fault::schedule::RequestFault;
use crate::local::function::settings::TenantIsolation;
use crate::local::limits;
use crate::local::recorder::RecordedRequest;
use crate::local::registry::InvocationTarget;
use crate::local::registry::arn::FunctionKey;
use crate::local::service_error::ServiceError;
use crate::transport::InvocationType;
use crate::transport::{InvokeRequest, InvokeResponse, SendStage};

/// The `Retry-After` that Lambda sends to a throttled caller, in seconds.
const RETRY_AFTER_SECONDS: u64 = 1;

/// The outcome of a request, as its caller sees it.
pub(in crate::local) struct InvokeOutcome {
    pub(in crate::local) request_id: String,
    pub(in crate::local) response: ResponseOutcome,
}

pub(in crate::local) enum ResponseOutcome {
    Response(InvokeResponse),
    Error(ServiceError),
    /// The connection breaks before the response.
    Reset,
    /// The connection breaks after this many bytes of the response's body.
    TruncatedBody(InvokeResponse, usize),
}

/// A request that has passed all checks.
struct AcceptedRequest {
    target: InvocationTarget,
    request_id: String,
    payload: Bytes,
    client_context: Option<Bytes>,
    tenant_id: Option<String>,
    trace_header: String,
}

/// Processes a request. Dropping the future does not stop a run that has started.
///
/// With a reservation for its body, the run holds it until its end, and its result is counted in addition to it.
pub(in crate::local) async fn invoke(
    engine: &Arc<Engine>,
    request: &InvokeRequest<'_>,
    body: Option<&Arc<Reservation>>,
) -> InvokeOutcome {
    request.report(SendStage::Sending);
    let request_id = engine.rng.uuid();
    let entry = engine
        .history
        .request(recorded(engine, request, &request_id));
    let response = respond(engine, request, body, &request_id)
        .await
        .unwrap_or_else(ResponseOutcome::Error);
    let (status, code) = match &response {
        ResponseOutcome::Response(response) => (Some(response.status), None),
        ResponseOutcome::Error(error) => (Some(error.status), error.code.clone()),
        ResponseOutcome::Reset | ResponseOutcome::TruncatedBody(..) => (None, None),
    };
    engine.history.responded(entry, status, code);
    if !matches!(response, ResponseOutcome::Reset) {
        request.report(SendStage::Responded);
    }
    InvokeOutcome {
        request_id,
        response,
    }
}

fn recorded(engine: &Engine, request: &InvokeRequest<'_>, request_id: &str) -> RecordedRequest {
    let parsed = FunctionKey::parse(request.function(), &engine.registry.home);
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
        trace_header: request.trace_header().map(str::to_owned),
        request_id: request_id.to_owned(),
        status: None,
        code: None,
    }
}

/// Applies the faults of the function, and processes the request between them.
async fn respond(
    engine: &Arc<Engine>,
    request: &InvokeRequest<'_>,
    body: Option<&Arc<Reservation>>,
    request_id: &str,
) -> Result<ResponseOutcome, ServiceError> {
    let target = engine
        .registry
        .find(request.function(), request.qualifier())?;
    let function = Arc::clone(&target.function);
    let faults = function.faults.next(FaultPoint::Requests, &function.rng);
    engine.sleep(faults.delay).await;
    match &faults.request {
        Some(RequestFault::Error(error)) => return Err(error.clone()),
        Some(RequestFault::ResetBeforeRun) => return Ok(ResponseOutcome::Reset),
        Some(RequestFault::ResetAfterRun | RequestFault::TruncateBody(_)) | None => {}
    }
    let accepted = accept(engine, target, request, request_id)?;
    let response = match request.invocation_type() {
        InvocationType::RequestResponse => {
            accepted
                .run(engine, body.cloned(), request.tail_log())
                .await?
        }
        InvocationType::Event => {
            accepted.queue(engine)?;
            InvokeResponse::new(202, Bytes::new())
        }
        InvocationType::DryRun => InvokeResponse::new(204, Bytes::new()),
    };
    let response = response.with_request_id(request_id);
    Ok(match faults.request {
        Some(RequestFault::ResetAfterRun) => ResponseOutcome::Reset,
        Some(RequestFault::TruncateBody(after)) if after < response.payload.len() => {
            ResponseOutcome::TruncatedBody(response, after)
        }
        _ => ResponseOutcome::Response(response),
    })
}

/// Makes the checks that Lambda makes before it runs a function or queues an event.
fn accept(
    engine: &Engine,
    target: InvocationTarget,
    request: &InvokeRequest<'_>,
    request_id: &str,
) -> Result<AcceptedRequest, ServiceError> {
    let payload = limits::event(request)?;
    let client_context = match request.invocation_type() {
        InvocationType::RequestResponse => limits::client_context(request)?,
        InvocationType::Event | InvocationType::DryRun => None,
    };
    match (
        target.function.settings.tenant_isolation,
        request.tenant_id(),
    ) {
        (TenantIsolation::Required, None) => {
            return Err(ServiceError::invalid_parameter(
                "The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.",
            ));
        }
        (TenantIsolation::Disabled, Some(_)) => {
            return Err(ServiceError::invalid_parameter(
                "The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.",
            ));
        }
        (TenantIsolation::Required | TenantIsolation::Undeclared, Some(tenant)) => {
            limits::tenant_id(tenant)?
        }
        (TenantIsolation::Disabled | TenantIsolation::Undeclared, None) => {}
    }
    Ok(AcceptedRequest {
        target,
        request_id: request_id.to_owned(),
        payload,
        client_context,
        tenant_id: request.tenant_id().map(str::to_owned),
        trace_header: engine.trace_header(request.trace_header()),
    })
}

impl AcceptedRequest {
    async fn run(
        self,
        engine: &Arc<Engine>,
        body: Option<Arc<Reservation>>,
        tail_log: bool,
    ) -> Result<InvokeResponse, ServiceError> {
        let concurrency = &self.target.function.concurrency;
        let permit = concurrency
            .acquire()
            .map_err(|reason| ServiceError::throttled(reason, Some(RETRY_AFTER_SECONDS)))?;
        let run = RunRequest {
            target: self.target,
            request_id: self.request_id,
            payload: self.payload,
            client_context: self.client_context,
            tenant_id: self.tenant_id,
            trace_header: self.trace_header,
            attempt: 1,
            permit,
            body,
        };
        let outcome = run::run(engine, run, tail_log).await;
        if outcome.is_dropped {
            return Err(ServiceError::from(&Refusal::NoMemoryForResponse));
        }
        let mut response =
            InvokeResponse::new(200, outcome.payload).with_executed_version(outcome.version);
        if outcome.failed {
            response = response.with_function_error(Bytes::from_static(b"Unhandled"));
        }
        response.log_result = outcome.log;
        Ok(response)
    }

    fn queue(self, engine: &Arc<Engine>) -> Result<(), ServiceError> {
        let event = Event {
            target: self.target,
            request_id: self.request_id,
            payload: self.payload,
            tenant_id: self.tenant_id,
            trace_header: self.trace_header,
            chain_length: 0,
        };
        queue::enqueue(engine, event).map_err(|full| ServiceError {
            message: format!(
                "Rate Exceeded. The event queue is full: it holds at most {} events with {} bytes.",
                full.max_events, full.max_bytes
            ),
            ..ServiceError::throttled("CallerRateLimitExceeded", Some(RETRY_AFTER_SECONDS))
        })
    }
}
