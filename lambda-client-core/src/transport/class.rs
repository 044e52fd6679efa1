//! The class of a transport error: what it says about the function, and about another attempt.

use crate::certainty::DidRun::{No, Unknown};
use crate::certainty::{Attempt, Class, Retryability, codes};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// The throttle reason of a function whose reserved concurrency is used up or permanently zero (Lambda API reference,
/// `ThrottleReason`).
const RESERVED_CONCURRENCY: &str = "ReservedFunctionConcurrentInvocationLimitExceeded";

impl TransportError {
    /// Returns the class of an attempt that ended with this error.
    pub(crate) fn class(&self) -> Class {
        match (self.evidence(), self.kind()) {
            (Evidence::Unknown | Evidence::Responded, TransportErrorKind::Service)
            | (Evidence::Responded, TransportErrorKind::Response) => {
                classify_response(self.code(), self.status(), self.reason())
            }
            (evidence, kind) => classify_without_response(evidence, kind),
        }
    }

    /// Returns the record of an attempt that ended with this error.
    pub(crate) fn attempt(&self, class: Class) -> Attempt {
        Attempt {
            request_id: self.request_id().map(str::to_owned),
            status: self.status(),
            code: self.code().map(str::to_owned),
            retryability: Some(class.retryability),
            ..Attempt::new(class.did_run)
        }
    }
}

/// Classifies a failure for which there is neither a code nor a status.
pub(crate) fn classify_without_response(evidence: Evidence, kind: TransportErrorKind) -> Class {
    match (evidence, kind) {
        (
            Evidence::NotSent,
            TransportErrorKind::Unsupported
            | TransportErrorKind::Request
            | TransportErrorKind::Credentials,
        ) => Class::new(No, Retryability::Permanent),
        (Evidence::Unknown | Evidence::Responded, TransportErrorKind::Unsupported) => {
            Class::new(Unknown, Retryability::Permanent)
        }
        (
            Evidence::NotSent,
            TransportErrorKind::CredentialsUnavailable
            | TransportErrorKind::Connect
            | TransportErrorKind::Timeout
            | TransportErrorKind::Connection
            | TransportErrorKind::Response
            | TransportErrorKind::Service,
        ) => Class::new(No, Retryability::Transient),
        (
            Evidence::Unknown | Evidence::Responded,
            TransportErrorKind::Request
            | TransportErrorKind::Credentials
            | TransportErrorKind::CredentialsUnavailable
            | TransportErrorKind::Connect
            | TransportErrorKind::Timeout
            | TransportErrorKind::Connection
            | TransportErrorKind::Response
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
        // A refusal with the status of a server error contradicts itself: a gateway has replaced one of the two.
        (Some(row), Some(500..)) if row.status < 500 && row.class.did_run == No => Class {
            did_run: Unknown,
            ..row.class
        },
        (Some(row), _) => row.class,
        (None, Some(429)) => Class::new(No, Retryability::Throttled),
        // `EFSIOException`, the one error of Lambda with this status, may occur while the function runs.
        (None, Some(410)) => Class::new(Unknown, Retryability::Transient),
        // A client error without one of Lambda's codes was refused before a function was looked up.
        (None, Some(400..=499)) => Class::new(No, Retryability::Permanent),
        // With status 200 the function has usually finished, but "usually" is not proof.
        (None, _) => Class::new(Unknown, Retryability::Transient),
    };
    match reason {
        Some(RESERVED_CONCURRENCY) => class.stopping_early(),
        _ => class,
    }
}
