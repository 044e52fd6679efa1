//! The loop that makes the attempts of a call, over a scripted transport and in virtual time.

mod attempts;
mod budgets;
mod deadlines;
mod delays;
mod display;
mod honesty;
mod memory;
mod scripted;
mod secrecy;
mod values;

use lambda_client::transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind};

fn throttled() -> TransportError {
    TransportError::service(429).with_code("TooManyRequestsException")
}

fn unknown() -> TransportError {
    TransportError::new(TransportErrorKind::Connection, Evidence::Unknown)
}

fn refused() -> TransportError {
    TransportError::new(TransportErrorKind::Connect, Evidence::NotSent)
}

fn seven() -> InvokeResponse {
    InvokeResponse::new(200, "7".into())
}
