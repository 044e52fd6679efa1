//! How a run ends: with a result, with an error of the function, or with one that the platform reports.

use std::time::Duration;

use bytes::Bytes;
use tokio::task::JoinError;

use crate::endpoint::body_budget::Reservation;
use crate::error::ErrorDocument;
use crate::failure::Failure;
use crate::invocation::limits::MAX_RESPONSE;
use crate::local::fault::Crash;
use crate::local::limits::response_too_large;
use crate::local::log::{Status, timed_out};
use crate::local::registry::LATEST;
use crate::server::FunctionResponse;
use crate::server::panic;

/// The `errorType` of a run that used more memory than it had.
const OUT_OF_MEMORY: &str = "Runtime.OutOfMemory";

/// The outcome of a run, as the caller or the queue sees it.
#[derive(Debug)]
pub(super) struct RunOutcome {
    pub(super) version: String,
    pub(super) payload: Bytes,
    pub(super) failed: bool,
    /// Whether there was no memory for the payload, so that it is empty now.
    pub(super) is_dropped: bool,
    /// The log tail, base64.
    pub(super) log: Option<String>,
}

impl RunOutcome {
    /// Returns the outcome of a run whose task was canceled: the async runtime shut down, or nobody can use the functions any more.
    pub(super) fn canceled(request_id: &str) -> RunOutcome {
        RunOutcome {
            version: LATEST.to_owned(),
            payload: exit_without_reason(request_id).payload,
            failed: true,
            is_dropped: false,
            log: None,
        }
    }
}

/// The outcome of the handler's part of a run.
pub(super) struct HandlerOutcome {
    pub(super) payload: Bytes,
    pub(super) status: Status,
    pub(super) error_type: Option<String>,
    /// Whether there was no memory for the payload, so that it is empty now.
    pub(super) is_dropped: bool,
}

impl HandlerOutcome {
    /// Returns an error that the platform reports in place of the function.
    fn platform(error_type: &str, request_id: &str, text: &str, status: Status) -> HandlerOutcome {
        let message = format!("RequestId: {request_id} Error: {text}");
        HandlerOutcome {
            payload: ErrorDocument::new(error_type, message).to_bytes(),
            status,
            error_type: Some(error_type.to_owned()),
            is_dropped: false,
        }
    }

    fn failure(document: &ErrorDocument) -> HandlerOutcome {
        HandlerOutcome {
            payload: document.to_bytes(),
            status: Status::Failure,
            error_type: Some(document.error_type().to_owned()),
            is_dropped: false,
        }
    }

    pub(super) fn timed_out(timeout: Duration, request_id: &str) -> HandlerOutcome {
        HandlerOutcome::platform(
            "Sandbox.Timedout",
            request_id,
            &timed_out(timeout),
            Status::Timeout,
        )
    }

    /// Returns the outcome of a handler whose task ended without a response: it panicked, or the async runtime shut down.
    pub(super) fn without_response(error: JoinError, request_id: &str) -> HandlerOutcome {
        match error.try_into_panic() {
            Ok(panic) => HandlerOutcome::failure(&panic::document(panic, None)),
            Err(_canceled) => exit_without_reason(request_id),
        }
    }

    pub(super) fn of_crash(crash: &Crash, request_id: &str) -> HandlerOutcome {
        let exit = |text: &str| {
            HandlerOutcome::platform("Runtime.ExitError", request_id, text, Status::Error)
        };
        match crash {
            Crash::OutOfMemory => HandlerOutcome::platform(
                OUT_OF_MEMORY,
                request_id,
                "Runtime exited with error: signal: killed",
                Status::Error,
            ),
            Crash::Exit(0) => exit_without_reason(request_id),
            Crash::Exit(status) => {
                exit(&format!("Runtime exited with error: exit status {status}"))
            }
            Crash::Signal(name) => exit(&format!("Runtime exited with error: signal: {name}")),
            Crash::Fail(document) => HandlerOutcome::failure(document),
        }
    }

    /// Replaces a response that is too large with the error that Lambda reports for it. Counts what is left in addition to the body of its
    /// request, or drops it if it exceeds the memory limit.
    pub(super) fn within_limits(self, body: Option<&Reservation>) -> HandlerOutcome {
        let mut outcome = match self.payload.len() > MAX_RESPONSE {
            true => HandlerOutcome::failure(&response_too_large()),
            false => self,
        };
        if let Some(body) = body {
            let held = body.hold(outcome.payload);
            outcome.is_dropped = held.is_none();
            outcome.payload = held.unwrap_or_default();
        }
        outcome
    }

    /// Returns the bytes of the event and of this outcome, or `None` if the run used more memory than it had.
    pub(super) fn payload_bytes(&self, event: usize) -> Option<usize> {
        let is_out_of_memory = self.error_type.as_deref() == Some(OUT_OF_MEMORY);
        (!is_out_of_memory).then(|| event.saturating_add(self.payload.len()))
    }

    pub(super) fn succeeded(&self) -> bool {
        self.status == Status::Success
    }

    /// Returns whether the environment survives this outcome and can run again.
    pub(super) fn keeps_environment(&self) -> bool {
        matches!(self.status, Status::Success | Status::Failure)
    }
}

impl From<FunctionResponse> for HandlerOutcome {
    fn from(response: FunctionResponse) -> Self {
        let failed = response.is_failure();
        let payload = response.into_payload();
        if !failed {
            return HandlerOutcome {
                payload,
                status: Status::Success,
                error_type: None,
                is_dropped: false,
            };
        }
        let failure = Failure::decode(payload.clone());
        HandlerOutcome {
            payload,
            status: Status::Failure,
            error_type: failure.error_type().map(str::to_owned),
            is_dropped: false,
        }
    }
}

fn exit_without_reason(request_id: &str) -> HandlerOutcome {
    HandlerOutcome::platform(
        "Runtime.ExitError",
        request_id,
        "Runtime exited without providing a reason",
        Status::Error,
    )
}
