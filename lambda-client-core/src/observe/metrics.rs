//! Counts and times of calls, for the crate `metrics`.
//!
//! Labels are from small sets: names of functions and methods, and words. Whatever a function, a gateway or a caller may choose freely is
//! not among them.

use std::panic::{AssertUnwindSafe, catch_unwind};
#[cfg(feature = "fan-out")]
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[cfg(feature = "fan-out")]
use metrics::gauge;
use metrics::{NoopRecorder, Recorder, Unit, counter, histogram};

use crate::certainty::{DidRun, ExecutionOperation};
use crate::error::ErrorKind;
use crate::observe::error_type::DROPPED;
use crate::observe::{AttemptEnd, CallDrop, CallEnd, Observer, Target};

/// The target of all metrics, by which layers of a recorder can filter.
const TARGET: &str = "lambda_client";

const CALLS: &str = "lambda_client_calls_total";
const ATTEMPTS: &str = "lambda_client_attempts_total";
const DURATION: &str = "lambda_client_call_duration_seconds";
const EXECUTION_CALLS: &str = "lambda_client_step_functions_calls_total";
const EXECUTION_ATTEMPTS: &str = "lambda_client_step_functions_attempts_total";
const EXECUTION_DURATION: &str = "lambda_client_step_functions_call_duration_seconds";
const LIMIT: &str = "lambda_client_concurrency_limit";
const IN_USE: &str = "lambda_client_concurrency_in_use";

/// The outcome of what did not fail.
const SUCCESS: &str = "success";

/// Returns whether anybody records metrics. Without a recorder, that is all that a call does for them.
pub(crate) fn is_enabled() -> bool {
    metrics::with_recorder(is_present)
}

/// Returns whether somebody has installed this recorder. Otherwise it is the one that `metrics` uses while there is none.
fn is_present(recorder: &dyn Recorder) -> bool {
    if size_of_val(recorder) != 0 {
        return true;
    }
    let recorder: *const dyn Recorder = recorder;
    let as_noop: *const dyn Recorder = recorder.cast::<NoopRecorder>();
    // This compares vtables. One type may have several, as in builds without optimization: then metrics are recorded for nobody. Types
    // that share one record nothing either.
    !std::ptr::eq(recorder, as_noop)
}

/// Shows how many attempts of a function may run at a time, and how many do.
#[cfg(feature = "fan-out")]
pub(crate) fn show_concurrency(function: &Arc<str>, limit: usize, in_use: usize) {
    let number = |number| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    // The panic hook has reported the panic of a recorder.
    let _ = catch_unwind(AssertUnwindSafe(|| {
        for (name, value) in [(LIMIT, limit), (IN_USE, in_use)] {
            gauge!(target: TARGET, name, "function" => Arc::clone(function)).set(number(value));
        }
    }));
}

/// Records the calls of one [`Lambda`](crate::Lambda), with the recorder of the current thread or else the global one.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    /// The address of the recorder that knows the units and descriptions.
    described: AtomicUsize,
}

impl Metrics {
    /// Tells a recorder what the metrics mean, unless it has been told.
    pub(super) fn describe(&self) {
        metrics::with_recorder(|recorder| {
            let address = std::ptr::from_ref(recorder).addr();
            if self.described.swap(address, Ordering::Relaxed) != address {
                // The panic hook has reported a panic.
                let _ = catch_unwind(AssertUnwindSafe(|| describe(recorder)));
            }
        });
    }
}

fn describe(recorder: &dyn Recorder) {
    for (name, description) in [
        (CALLS, "Calls of functions that have ended or were dropped"),
        (ATTEMPTS, "Attempts that have ended or were dropped"),
        (
            EXECUTION_CALLS,
            "Requests to Step Functions, and waits for executions, that have ended or were dropped",
        ),
        (
            EXECUTION_ATTEMPTS,
            "Attempts of requests to Step Functions, and polls, that have ended or were dropped",
        ),
    ] {
        recorder.describe_counter(name.into(), Some(Unit::Count), description.into());
    }
    for (name, description) in [
        (
            DURATION,
            "How long calls of functions took, with all attempts and delays",
        ),
        (
            EXECUTION_DURATION,
            "How long requests to Step Functions, and waits for executions, took, with all attempts and delays",
        ),
    ] {
        recorder.describe_histogram(name.into(), Some(Unit::Seconds), description.into());
    }
    for (name, description) in [
        (
            LIMIT,
            "Attempts that the limiter of a function lets run at a time",
        ),
        (
            IN_USE,
            "Attempts that the limiter of a function has let run",
        ),
    ] {
        recorder.describe_gauge(name.into(), Some(Unit::Count), description.into());
    }
}

impl Observer for Metrics {
    fn attempt_finished(&self, attempt: &AttemptEnd) {
        record_attempt(attempt.target(), outcome(attempt.error_kind()));
    }

    fn call_finished(&self, call: &CallEnd) {
        let outcome = outcome(call.error_kind());
        record_call(call.target(), outcome, call.did_run(), call.duration());
    }

    fn call_dropped(&self, call: &CallDrop) {
        if call.open_attempt().is_some() {
            record_attempt(call.target(), DROPPED);
        }
        record_call(call.target(), DROPPED, call.did_run(), call.duration());
    }
}

fn outcome(error: Option<ErrorKind>) -> &'static str {
    error.map_or(SUCCESS, ErrorKind::as_str)
}

/// Returns the name of the function that is called, or `None` for a request that only reads.
fn function(target: &Target) -> Option<String> {
    target.invocation_type()?;
    target.name().map(str::to_owned)
}

/// Returns the bare name of the state machine and what is asked about it, if Step Functions is asked.
fn machine_and_operation(target: &Target) -> Option<(String, &'static str)> {
    let operation = match target.execution_operation()? {
        // It takes as long as the execution.
        ExecutionOperation::Await => "wait",
        operation => operation.name(),
    };
    let machine = target.state_machine();
    let name = machine.and_then(|arn| arn.rsplit(':').next());
    Some((name.unwrap_or_default().to_owned(), operation))
}

fn record_attempt(target: &Target, outcome: &'static str) {
    if let Some((machine, operation)) = machine_and_operation(target) {
        let attempts = counter!(
            target: TARGET,
            EXECUTION_ATTEMPTS,
            "machine" => machine,
            "operation" => operation,
            "outcome" => outcome,
        );
        attempts.increment(1);
        return;
    }
    let Some(function) = function(target) else {
        return;
    };
    let attempts = counter!(target: TARGET, ATTEMPTS, "function" => function, "outcome" => outcome);
    attempts.increment(1);
}

fn record_call(target: &Target, outcome: &'static str, did_run: DidRun, duration: Duration) {
    if let Some((machine, operation)) = machine_and_operation(target) {
        let calls = counter!(
            target: TARGET,
            EXECUTION_CALLS,
            "machine" => machine.clone(),
            "operation" => operation,
            "outcome" => outcome,
            "did_run" => did_run.as_str(),
        );
        calls.increment(1);
        let durations = histogram!(
            target: TARGET,
            EXECUTION_DURATION,
            "machine" => machine,
            "operation" => operation,
            "outcome" => outcome,
        );
        durations.record(duration.as_secs_f64());
        return;
    }
    let Some(function) = function(target) else {
        return;
    };
    let method = target.method().unwrap_or_default();
    let calls = counter!(
        target: TARGET,
        CALLS,
        "function" => function.clone(),
        "method" => method,
        "outcome" => outcome,
        "did_run" => did_run.as_str(),
    );
    calls.increment(1);
    let durations = histogram!(
        target: TARGET,
        DURATION,
        "function" => function,
        "method" => method,
        "outcome" => outcome,
    );
    durations.record(duration.as_secs_f64());
}
