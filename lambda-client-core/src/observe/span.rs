//! The spans of calls and attempts, for the crate `tracing`.
//!
//! The names are those of OpenTelemetry's semantic conventions where these have one. What is learned later is declared empty, since only
//! declared fields can be recorded. No span is entered across an `await`.

use std::borrow::Cow;

use tracing::field::Empty;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::{Span, info_span};

use crate::certainty::DidRun;
use crate::observe::error_type::DROPPED;
use crate::observe::execution_span;
use crate::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd, Target};

/// Returns whether anybody may collect the spans. Without a subscriber, that is all that a call does for them.
///
/// A subscriber may filter by the name of a span, so only the macros that open the spans can tell the rest.
pub(super) fn is_enabled() -> bool {
    LevelFilter::INFO <= STATIC_MAX_LEVEL && LevelFilter::INFO <= LevelFilter::current()
}

/// Opens the span of a call.
pub(super) fn of_call(target: &Target) -> Span {
    if let Some(operation) = target.execution_operation() {
        return execution_span::of_call(target, operation);
    }
    let operation = target.operation();
    let title = match operation {
        "Invoke" => Cow::Borrowed("Lambda.Invoke"),
        operation => Cow::Owned(format!("Lambda.{operation}")),
    };
    info_span!(
        target: "lambda_client",
        "lambda.call",
        otel.name = &*title,
        otel.kind = "client",
        otel.status_code = Empty,
        faas.invoked_name = target.name(),
        faas.invoked_provider = "aws",
        faas.invoked_region = target.region(),
        rpc.system.name = "aws-api",
        rpc.method = operation,
        lambda.method = target.method(),
        lambda.qualifier = target.qualifier(),
        lambda.mode = target.invocation_type().map(|mode| mode.as_str()),
        lambda.attempts = Empty,
        lambda.did_run = Empty,
        lambda.executed_version = Empty,
        lambda.billed_ms = Empty,
        lambda.max_memory_mb = Empty,
        faas.coldstart = Empty,
        aws.request_id = Empty,
        "error.type" = Empty,
    )
}

/// Records how the call has ended, after so many attempts.
pub(super) fn call_finished(span: &Span, end: &CallEnd, attempts: usize) {
    if span.is_disabled() {
        return;
    }
    record(span, "lambda.attempts", execution_span::ATTEMPTS, attempts);
    record_did_run(span, end.did_run());
    span.record("aws.request_id", end.request_id());
    span.record("lambda.executed_version", end.executed_version());
    if let Some(report) = end.report() {
        span.record("faas.coldstart", end.is_cold_start());
        let billed = report.billed_duration().map(|billed| billed.as_millis());
        let billed = billed.and_then(|billed| u64::try_from(billed).ok());
        span.record("lambda.billed_ms", billed);
        span.record("lambda.max_memory_mb", report.max_memory_used_mb());
    }
    record_error(span, end.error_type());
}

/// Records that the call was dropped.
pub(super) fn call_dropped(span: &Span, drop: &CallDrop) {
    if span.is_disabled() {
        return;
    }
    record(
        span,
        "lambda.attempts",
        execution_span::ATTEMPTS,
        drop.attempts(),
    );
    record_did_run(span, drop.did_run());
    record_error(span, Some(DROPPED));
}

/// Opens the span of an attempt, below that of its call.
pub(super) fn of_attempt(call: &Span, start: &AttemptStart) -> Span {
    // Naming the span of the call as `parent` would end the trace where a layer does not see that span, and panic in `tracing-subscriber`
    // if the call has moved to a thread with another subscriber.
    call.in_scope(|| match start.target().execution_operation() {
        Some(_) => execution_span::of_attempt(start),
        None => info_span!(
            target: "lambda_client",
            "lambda.attempt",
            otel.status_code = Empty,
            lambda.attempt = start.number(),
            lambda.delay_ms = u64::try_from(start.delay().as_millis()).unwrap_or(u64::MAX),
            lambda.did_run = Empty,
            http.response.status_code = Empty,
            aws.request_id = Empty,
            "error.type" = Empty,
        ),
    })
}

/// Records how the attempt has ended.
pub(super) fn attempt_finished(span: &Span, end: &AttemptEnd) {
    if span.is_disabled() {
        return;
    }
    record_did_run(span, end.did_run());
    span.record("http.response.status_code", end.status());
    span.record("aws.request_id", end.request_id());
    record_error(span, end.error_type());
}

/// Records that the attempt was dropped.
pub(super) fn attempt_dropped(span: &Span, did_run: DidRun) {
    if span.is_disabled() {
        return;
    }
    record_did_run(span, did_run);
    record_error(span, Some(DROPPED));
}

/// Records a value under the name that the span has declared for it. The other one is ignored.
fn record(span: &Span, of_function: &str, of_execution: &str, value: impl tracing::Value) {
    span.record(of_function, &value);
    span.record(of_execution, &value);
}

fn record_did_run(span: &Span, did_run: DidRun) {
    record(
        span,
        "lambda.did_run",
        execution_span::DID_RUN,
        did_run.as_str(),
    );
}

pub(super) fn record_error(span: &Span, error_type: Option<&str>) {
    if error_type.is_some() {
        span.record("error.type", error_type);
        span.record("otel.status_code", "ERROR");
    }
}
