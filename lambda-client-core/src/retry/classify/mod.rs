//! Classification of failed attempts: what each of them proves.

use crate::certainty::DidRun::{No, Unknown};
use crate::certainty::{Class, Retryability, codes};
use crate::failure::{Failure, FailureKind};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// The throttle reason of a function whose reserved concurrency is used up, or is permanently zero (Lambda API reference,
/// `ThrottleReason`).
const RESERVED_CONCURRENCY: &str = "ReservedFunctionConcurrentInvocationLimitExceeded";

/// Classifies an attempt for which the transport returned an error.
pub(crate) fn classify(error: &TransportError) -> Class {
    match (error.evidence(), error.kind()) {
        (Evidence::Unknown | Evidence::Answered, TransportErrorKind::Service)
        | (Evidence::Answered, TransportErrorKind::Answer) => {
            classify_response(error.code(), error.status(), error.reason())
        }
        (evidence, kind) => classify_without_response(evidence, kind),
    }
}

/// Classifies a failure without a response from Lambda.
pub(crate) fn classify_without_response(evidence: Evidence, kind: TransportErrorKind) -> Class {
    match (evidence, kind) {
        (
            Evidence::NotSent,
            TransportErrorKind::Unsupported
            | TransportErrorKind::Request
            | TransportErrorKind::Credentials,
        ) => Class::new(No, Retryability::Permanent),
        (Evidence::Unknown | Evidence::Answered, TransportErrorKind::Unsupported) => {
            Class::new(Unknown, Retryability::Permanent)
        }
        (
            Evidence::NotSent,
            TransportErrorKind::Connect
            | TransportErrorKind::Timeout
            | TransportErrorKind::Connection
            | TransportErrorKind::Answer
            | TransportErrorKind::Service,
        ) => Class::new(No, Retryability::Transient),
        (
            Evidence::Unknown | Evidence::Answered,
            TransportErrorKind::Request
            | TransportErrorKind::Credentials
            | TransportErrorKind::Connect
            | TransportErrorKind::Timeout
            | TransportErrorKind::Connection
            | TransportErrorKind::Answer
            | TransportErrorKind::Service,
        ) => Class::new(Unknown, Retryability::Transient),
    }
}

/// Classifies an error response of Lambda, or the head of one.
pub(crate) fn classify_response(
    code: Option<&str>,
    status: Option<u16>,
    reason: Option<&str>,
) -> Class {
    let class = match (code.and_then(codes::find), status) {
        // A code that proves "did not run" contradicts a server error: a gateway has replaced one of the two.
        (Some(row), Some(500..)) if row.status < 500 && row.class.did_run == No => Class {
            did_run: Unknown,
            ..row.class
        },
        (Some(row), _) => row.class,
        (None, Some(429)) => Class::new(No, Retryability::Throttled),
        // The only error of Lambda with this status, `EFSIOException`, may occur during a run.
        (None, Some(410)) => Class::new(Unknown, Retryability::Transient),
        // A client error without one of Lambda's codes was rejected before any function was looked up.
        (None, Some(400..=499)) => Class::new(No, Retryability::Permanent),
        // With status 200 the function has usually finished, but that is not a proof.
        (None, _) => Class::new(Unknown, Retryability::Transient),
    };
    match reason {
        Some(RESERVED_CONCURRENCY) => class.stopping_early(),
        _ => class,
    }
}

/// Classifies a function error.
pub(crate) fn classify_failure(failure: &Failure) -> Class {
    let retryability = match failure.kind() {
        FailureKind::Init | FailureKind::Extension | FailureKind::Platform => {
            Retryability::NotReady
        }
        FailureKind::Application
        | FailureKind::Timeout
        | FailureKind::OutOfMemory
        | FailureKind::Exit
        | FailureKind::ResponseTooLarge
        | FailureKind::BadEvent
        | FailureKind::BadResult
        | FailureKind::Streaming
        | FailureKind::Downstream
        | FailureKind::Unreadable => Retryability::Permanent,
    };
    Class::new(failure.did_run(), retryability)
}

#[cfg(test)]
mod tests;
