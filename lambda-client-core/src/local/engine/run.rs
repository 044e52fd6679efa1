//! One run of a function in one environment.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::endpoint::body_budget::Reservation;
use crate::future::race;
use crate::local::engine::Engine;
use crate::local::engine::outcome::{HandlerOutcome, RunOutcome};
use crate::local::engine::task;
use crate::local::engine::task::ScopedTask;
use crate::local::fault::FaultPoint;
use crate::local::function::settings::TenantIsolation;
use crate::local::log::{PlatformLog, Written};
use crate::local::recorder::RecordedRun;
use crate::local::registry::concurrency::Permit;
use crate::local::registry::environments::EnvironmentKey;
use crate::local::registry::{InvocationTarget, Version};
use crate::observe::ServedWatch;
use crate::server::Invocation;
use crate::server::context::Context;
use crate::server::context::source::ContextSource;
use bytes::Bytes;

/// Everything that one run needs.
pub(super) struct RunRequest {
    pub(super) target: InvocationTarget,
    pub(super) request_id: String,
    pub(super) payload: Bytes,
    pub(super) client_context: Option<Bytes>,
    pub(super) tenant_id: Option<String>,
    pub(super) trace_header: String,
    /// The number of this run among the runs of its event, starting at 1.
    pub(super) attempt: u32,
    /// Held until the run ends, even if its caller no longer waits.
    pub(super) permit: Permit,
    /// For the payload of a request over HTTP, held like the permit.
    pub(super) body: Option<Arc<Reservation>>,
}

/// Runs a function in its own task, so that it continues when its caller stops waiting.
pub(super) async fn run(engine: &Arc<Engine>, request: RunRequest, tail_log: bool) -> RunOutcome {
    let request_id = request.request_id.clone();
    let task = task::spawn(engine, execute(Arc::clone(engine), request, tail_log));
    let outcome = task.await.ok().flatten();
    outcome.unwrap_or_else(|| RunOutcome::canceled(&request_id))
}

async fn execute(engine: Arc<Engine>, request: RunRequest, tail_log: bool) -> RunOutcome {
    let function = Arc::clone(&request.target.function);
    let version = request.target.version();
    let environment = Environment::acquire(&engine, &request, &version);
    let entry = engine.history.run_started(RecordedRun {
        function: function.key.name.clone(),
        version: version.name.clone(),
        request_id: request.request_id.clone(),
        attempt: request.attempt,
        cold_start: !environment.warm,
        duration: None,
        error_type: None,
    });
    if !environment.warm {
        engine.sleep(function.settings.cold_start).await;
    }
    let started = engine.clock.now();
    let written = Written::default();
    let timeout = function.settings.timeout.0;
    let invocation = invocation(&request, &version, &environment, timeout);
    let outcome = handle(
        &engine,
        invocation,
        !environment.warm,
        &request,
        &version,
        &written,
    )
    .await;
    let duration = engine.clock.now().saturating_duration_since(started);
    let log = tail_log.then(|| {
        let log = PlatformLog {
            request_id: &request.request_id,
            version: &version.name,
            started: engine.wall_clock.at(started),
            ended: engine.wall_clock.at(started + duration),
            duration,
            init: environment.init_duration(started),
            timeout: function.settings.timeout.0,
            memory_size_mb: function.settings.memory_size_mb.0,
            payload_bytes: outcome.payload_bytes(request.payload.len()),
            status: outcome.status,
            error_type: outcome.error_type.as_deref(),
        };
        log.tail(function.settings.log_format, &written.text())
    });
    if outcome.keeps_environment() {
        environment.release(&engine, &request);
    }
    let failed = !outcome.succeeded();
    engine
        .history
        .run_ended(entry, duration, outcome.error_type);
    drop(request.permit);
    RunOutcome {
        version: version.name,
        payload: outcome.payload,
        failed,
        is_dropped: outcome.is_dropped,
        log,
    }
}

/// The execution environment of a run.
struct Environment {
    key: EnvironmentKey,
    acquired: Instant,
    log_stream: String,
    /// Whether the environment has run before.
    warm: bool,
    /// Whether a start takes time.
    has_cold_start: bool,
}

impl Environment {
    /// Takes an idle environment of the function, or a new one.
    fn acquire(engine: &Engine, request: &RunRequest, version: &Version) -> Environment {
        let function = &request.target.function;
        let tenant_id = match function.settings.tenant_isolation {
            TenantIsolation::Required => request.tenant_id.clone(),
            TenantIsolation::Disabled | TenantIsolation::Undeclared => None,
        };
        let key = EnvironmentKey {
            version: version.name.clone(),
            tenant_id,
        };
        let acquired = engine.clock.now();
        let keep_warm = function.settings.keep_warm;
        let warm = function.environments.take(&key, acquired, keep_warm);
        Environment {
            warm: warm.is_some(),
            log_stream: warm.unwrap_or_else(|| engine.log_stream(&version.name, acquired)),
            key,
            acquired,
            has_cold_start: !function.settings.cold_start.is_zero(),
        }
    }

    /// Returns how long the environment took to start, or `None` if it was warm or starts take no time.
    fn init_duration(&self, started: Instant) -> Option<Duration> {
        (!self.warm && self.has_cold_start)
            .then(|| started.saturating_duration_since(self.acquired))
    }

    /// Makes the environment available to the next run.
    fn release(self, engine: &Engine, request: &RunRequest) {
        let environments = &request.target.function.environments;
        environments.put(self.key, self.log_stream, engine.clock.now());
    }
}

/// Ends the run with the fault that applies to it, or else runs the handler until the function's timeout.
async fn handle(
    engine: &Engine,
    invocation: Invocation,
    is_cold_start: bool,
    request: &RunRequest,
    version: &Version,
    written: &Written,
) -> HandlerOutcome {
    let function = &request.target.function;
    let faults = function.faults.next(FaultPoint::Runs, &function.rng);
    if let Some(crash) = faults.crash {
        return HandlerOutcome::of_crash(&crash, &request.request_id)
            .within_limits(request.body.as_deref());
    }
    let timeout = function.settings.timeout.0;
    let source = ContextSource {
        log: Some(written.sink()),
        clock: Arc::clone(&engine.clock),
        ..ContextSource::default()
    };
    let context = Context::of(&invocation, source);
    let watch = ServedWatch::start(&invocation, is_cold_start);
    let handler = Arc::clone(&version.handler);
    let body = request.body.clone();
    let running = context.scope(async move {
        let handling = async { handler.handle(invocation).await };
        let response = watch.traced(handling).await;
        // Many may end before the task of any caller continues, so the result is counted in this one.
        HandlerOutcome::from(response).within_limits(body.as_deref())
    });
    // In its own task, a handler that panics ends alone, and one that blocks its thread cannot delay the timeout.
    let mut task = ScopedTask::spawn(running);
    let outcome = match race(&mut task, engine.clock.sleep(timeout)).await {
        Ok(Ok(outcome)) => return outcome,
        Ok(Err(error)) => HandlerOutcome::without_response(error, &request.request_id),
        Err(()) => HandlerOutcome::timed_out(timeout, &request.request_id),
    };
    outcome.within_limits(request.body.as_deref())
}

fn invocation(
    request: &RunRequest,
    version: &Version,
    environment: &Environment,
    timeout: Duration,
) -> Invocation {
    let name = &request.target.function.key.name;
    let mut invocation = Invocation::new(request.payload.clone());
    invocation.client_context = request.client_context.clone();
    invocation.tenant_id = request.tenant_id.clone();
    invocation.request_id = Some(request.request_id.clone());
    invocation.function_name = Some(name.clone());
    invocation.function_arn = Some(request.target.arn());
    invocation.version = Some(version.name.clone());
    invocation.remaining_time = Some(timeout);
    invocation.trace_header = Some(request.trace_header.clone());
    invocation.log_group = Some(format!("/aws/lambda/{name}"));
    invocation.log_stream = Some(environment.log_stream.clone());
    invocation.is_local = true;
    invocation
}
