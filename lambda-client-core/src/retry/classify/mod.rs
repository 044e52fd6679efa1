//! What a failed attempt proves.

use crate::certainty::DidRun::{No, Unknown};
use crate::certainty::{Class, Retryability, codes};
use crate::failure::{Failure, FailureKind};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// The throttle reason of a function whose reserved concurrency is used up, or is zero and stays so (Lambda API reference,
/// `ThrottleReason`).
const RESERVED_CONCURRENCY: &str = "ReservedFunctionConcurrentInvocationLimitExceeded";

/// What a failed attempt of the transport proves.
pub(crate) fn classify(error: &TransportError) -> Class {
    match (error.evidence(), error.kind()) {
        (Evidence::Unknown | Evidence::Answered, TransportErrorKind::Service)
        | (Evidence::Answered, TransportErrorKind::Answer) => {
            classify_answer(error.code(), error.status(), error.reason())
        }
        (evidence, kind) => classify_without_answer(evidence, kind),
    }
}

/// What it proves that an attempt failed in this way, where Lambda said nothing.
pub(crate) fn classify_without_answer(evidence: Evidence, kind: TransportErrorKind) -> Class {
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

/// What an answer of Lambda proves, or the head of one.
pub(crate) fn classify_answer(
    code: Option<&str>,
    status: Option<u16>,
    reason: Option<&str>,
) -> Class {
    let class = match (code.and_then(codes::find), status) {
        // A refusal under a server error is a contradiction: somebody on the way has put one of the two there.
        (Some(row), Some(500..)) if row.status < 500 && row.class.did_run == No => Class {
            did_run: Unknown,
            ..row.class
        },
        (Some(row), _) => row.class,
        (None, Some(429)) => Class::new(No, Retryability::Throttled),
        // The one error with this status may come from a run, and here nothing tells it from another.
        (None, Some(410)) => Class::new(Unknown, Retryability::Transient),
        // A client error that is none of Lambda's own was refused before any function was looked up.
        (None, Some(400..=499)) => Class::new(No, Retryability::Permanent),
        // With status 200 the function had usually finished, but "usually" is no proof.
        (None, _) => Class::new(Unknown, Retryability::Transient),
    };
    match reason {
        Some(RESERVED_CONCURRENCY) => class.stopping_early(),
        _ => class,
    }
}

/// What a function error proves.
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
