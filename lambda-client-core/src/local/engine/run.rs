//! One run of a function.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::task::{JoinError, JoinHandle};

use crate::error::ErrorDocument;
use crate::failure::Failure;
use crate::future::race;
use crate::local::engine::concurrency::Permit;
use crate::local::fault::{Crash, FaultPoint};
use crate::local::limits::{MAX_RESPONSE, response_too_large};
use crate::local::log::{PlatformLog, Status, Written, timed_out};
use crate::local::recorder::RecordedRun;
use crate::local::registry::{Target, Version};
use crate::local::setup::settings::Tenancy;
use crate::local::shared::Shared;
use crate::server::context::Context;
use crate::server::{FunctionResponse, Invocation};

/// A run that is to be.
pub(crate) struct Run {
    pub(crate) target: Target,
    pub(crate) request_id: String,
    pub(crate) payload: Bytes,
    pub(crate) client_context: Option<Bytes>,
    pub(crate) tenant_id: Option<String>,
    /// Which run of the event this is; the first is 1.
    pub(crate) attempt: u32,
    /// Held until the run is over, whoever waits for it.
    pub(crate) permit: Permit,
}

/// A run that has ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) version: String,
    pub(crate) payload: Bytes,
    pub(crate) failed: bool,
    /// The log tail, base64.
    pub(crate) log: Option<String>,
}

/// How a handler's part of a run ended.
struct Ended {
    payload: Bytes,
    status: Status,
    error_type: Option<String>,
}

/// Starts a run in a task of its own: it goes on to its end whether or not anybody waits.
pub(crate) fn start(shared: &Arc<Shared>, run: Run, tail_log: bool) -> JoinHandle<Ran> {
    tokio::spawn(execute(Arc::clone(shared), run, tail_log))
}

async fn execute(shared: Arc<Shared>, run: Run, tail_log: bool) -> Ran {
    let function = Arc::clone(&run.target.function);
    let settings = &function.settings;
    let clock = &shared.clock;
    let version = run.target.version();
    let tenant = match settings.tenancy {
        Tenancy::PerTenant => run.tenant_id.clone(),
        Tenancy::Off | Tenancy::Undeclared => None,
    };
    let environment = (version.name.clone(), tenant);
    let begun = clock.now();
    let environments = &function.environments;
    let warm = environments.take(&environment, begun, settings.keep_warm);
    let entry = shared.recorder.run_started(RecordedRun {
        function: function.key.name.clone(),
        version: version.name.clone(),
        request_id: run.request_id.clone(),
        attempt: run.attempt,
        cold_start: !warm,
        duration: None,
        error_type: None,
    });
    if !warm && !settings.cold_start.is_zero() {
        clock.sleep(settings.cold_start).await;
    }
    let started = clock.now();
    let init = (!warm).then(|| started.saturating_duration_since(begun));
    let written = Written::default();
    let crash = function
        .faults
        .next(FaultPoint::Runs, &function.chance)
        .crash;
    let ended = match crash {
        Some(crash) => crash.end(&run.request_id),
        None => handle(&shared, &run, &version, &written).await,
    };
    let ended = ended.within_limits();
    let duration = clock.now().saturating_duration_since(started);
    if matches!(ended.status, Status::Success | Status::Failure) {
        environments.put(environment, clock.now());
    }
    let log = tail_log.then(|| {
        let log = PlatformLog {
            request_id: &run.request_id,
            version: &version.name,
            started: shared.wall.at(started),
            ended: shared.wall.at(started + duration),
            duration,
            init,
            timeout: settings.timeout.0,
            memory_mb: settings.memory_mb.0,
            status: ended.status,
            error_type: ended.error_type.as_deref(),
        };
        log.tail(settings.log_format, &written.text())
    });
    shared
        .recorder
        .run_ended(entry, duration, ended.error_type.clone());
    drop(run.permit);
    Ran {
        version: version.name,
        payload: ended.payload,
        failed: ended.status != Status::Success,
        log,
    }
}

/// Runs the handler, for as long as it may run.
async fn handle(shared: &Shared, run: &Run, version: &Version, written: &Written) -> Ended {
    let timeout = run.target.function.settings.timeout.0;
    let mut invocation = Invocation::new(run.payload.clone());
    invocation.client_context = run.client_context.clone();
    invocation.tenant_id = run.tenant_id.clone();
    invocation.request_id = Some(run.request_id.clone());
    invocation.function_arn = Some(run.target.arn());
    invocation.version = Some(version.name.clone());
    invocation.remaining_time = Some(timeout);
    let handler = Arc::clone(&version.handler);
    let running =
        Context::new(Some(written.sink())).scope(async move { handler.handle(invocation).await });
    // A task of its own: a panic ends only itself, and a handler that blocks its thread cannot hold up the timeout.
    let mut task = tokio::spawn(running);
    match race(&mut task, shared.clock.sleep(timeout)).await {
        Ok(Ok(response)) => Ended::from(response),
        Ok(Err(error)) => ended_without_reply(error, &run.request_id),
        Err(()) => {
            task.abort();
            Ended::platform(
                "Sandbox.Timedout",
                &run.request_id,
                &timed_out(timeout),
                Status::Timeout,
            )
        }
    }
}

impl Ended {
    /// A failure that the platform reports.
    fn platform(error_type: &str, request_id: &str, words: &str, status: Status) -> Ended {
        let message = format!("RequestId: {request_id} Error: {words}");
        Ended {
            payload: ErrorDocument::new(error_type, message).to_bytes(),
            status,
            error_type: Some(error_type.to_owned()),
        }
    }

    fn failure(document: &ErrorDocument) -> Ended {
        Ended {
            payload: document.to_bytes(),
            status: Status::Failure,
            error_type: Some(document.error_type().to_owned()),
        }
    }

    fn within_limits(self) -> Ended {
        match self.payload.len() > MAX_RESPONSE {
            true => Ended::failure(&response_too_large()),
            false => self,
        }
    }
}

impl From<FunctionResponse> for Ended {
    fn from(response: FunctionResponse) -> Self {
        let failed = response.is_failure();
        let payload = response.into_payload();
        if !failed {
            return Ended {
                payload,
                status: Status::Success,
                error_type: None,
            };
        }
        let error_type = Failure::decode(payload.clone())
            .error_type()
            .map(str::to_owned);
        Ended {
            payload,
            status: Status::Failure,
            error_type,
        }
    }
}

impl Crash {
    fn end(&self, request_id: &str) -> Ended {
        let exit =
            |words: &str| Ended::platform("Runtime.ExitError", request_id, words, Status::Error);
        match self {
            Crash::OutOfMemory => Ended::platform(
                "Runtime.OutOfMemory",
                request_id,
                "Runtime exited with error: signal: killed",
                Status::Error,
            ),
            Crash::Exit(0) => exit("Runtime exited without providing a reason"),
            Crash::Exit(status) => {
                exit(&format!("Runtime exited with error: exit status {status}"))
            }
            Crash::Signal(name) => exit(&format!("Runtime exited with error: signal: {name}")),
            Crash::Fail(document) => Ended::failure(document),
        }
    }
}

/// A handler that panicked, or that the end of the async runtime took away.
fn ended_without_reply(error: JoinError, request_id: &str) -> Ended {
    match error.try_into_panic() {
        Ok(panic) => Ended::failure(&panicked(panic.as_ref())),
        Err(_cancelled) => Crash::Exit(0).end(request_id),
    }
}

/// The error document of a handler that panicked, in the words of Lambda's Rust runtime.
fn panicked(panic: &(dyn Any + Send)) -> ErrorDocument {
    let message = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (None, Some(message)) => message.as_str(),
        (None, None) => "unknown panic",
    };
    ErrorDocument::new("Panic", format!("Lambda panicked: {message}"))
}

impl Ran {
    /// The end of a run whose task the end of the async runtime took away.
    pub(crate) fn lost(request_id: &str) -> Ran {
        let ended = Crash::Exit(0).end(request_id);
        Ran {
            version: crate::local::registry::LATEST.to_owned(),
            payload: ended.payload,
            failed: true,
            log: None,
        }
    }
}

/// Waits on this clock, unless there is nothing to wait for.
pub(crate) async fn pause(shared: &Shared, duration: Duration) {
    if !duration.is_zero() {
        shared.clock.sleep(duration).await;
    }
}
