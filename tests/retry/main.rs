//! The loop that makes the attempts of a call, over a scripted transport and in virtual time.

mod attempts;
mod deadlines;
mod delays;
mod display;
mod honesty;
mod scripted;
mod values;

use std::time::Duration;

use lambda_client::{
    DidRun,
    certainty::Attempt,
    transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind},
};

fn throttled() -> TransportError {
    TransportError::service(429).with_code("TooManyRequestsException")
}

fn unknown() -> TransportError {
    TransportError::new(TransportErrorKind::Connection, Evidence::Unknown)
}

fn refused() -> TransportError {
    TransportError::new(TransportErrorKind::Connect, Evidence::NotSent)
}

/// How long was waited before each attempt.
fn delays(attempts: &[Attempt]) -> Vec<Duration> {
    attempts.iter().map(Attempt::delay).collect()
}

/// Whether each attempt ran the function.
fn ran(attempts: &[Attempt]) -> Vec<DidRun> {
    attempts.iter().map(Attempt::did_run).collect()
}

fn seven() -> InvokeResponse {
    InvokeResponse::new(200, "7".into())
}
