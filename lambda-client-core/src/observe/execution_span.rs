//! The spans of what is asked of Step Functions, for the crate `tracing`.
//!
//! They have no fields for inputs, outputs, causes and task tokens.

use tracing::field::Empty;
use tracing::{Span, info_span};

use crate::certainty::ExecutionOperation;
use crate::observe::{AttemptStart, Target};

/// The field with the number of attempts.
pub(super) const ATTEMPTS: &str = "step_functions.attempts";

/// The field that says whether the execution started, or whether the request took effect.
pub(super) const DID_RUN: &str = "step_functions.did_run";

/// Opens a span with the fields of a request. Its name is part of the static description of a span.
macro_rules! request_span {
    ($name:literal, $target:expr) => {
        info_span!(
            target: "lambda_client",
            $name,
            otel.name = format!("SFN.{}", $target.operation()),
            otel.kind = "client",
            otel.status_code = Empty,
            rpc.system.name = "aws-api",
            rpc.method = $target.operation(),
            aws.step_functions.state_machine.arn = $target.state_machine(),
            step_functions.execution_arn = $target.execution(),
            cloud.region = $target.region(),
            step_functions.attempts = Empty,
            step_functions.did_run = Empty,
            aws.request_id = Empty,
            "error.type" = Empty,
        )
    };
}

/// Opens the span of a request with all its attempts, or of waiting for the end of an execution.
pub(super) fn of_call(target: &Target, operation: ExecutionOperation) -> Span {
    match operation {
        ExecutionOperation::Await => request_span!("step_functions.wait", target),
        _ => request_span!("step_functions.call", target),
    }
}

/// Opens the span of an attempt. The span of its request is entered.
pub(super) fn of_attempt(start: &AttemptStart) -> Span {
    info_span!(
        target: "lambda_client",
        "step_functions.attempt",
        otel.status_code = Empty,
        step_functions.attempt = start.number(),
        step_functions.delay_ms = u64::try_from(start.delay().as_millis()).unwrap_or(u64::MAX),
        step_functions.did_run = Empty,
        http.response.status_code = Empty,
        aws.request_id = Empty,
        "error.type" = Empty,
    )
}
