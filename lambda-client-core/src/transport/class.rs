//! The class of a transport error: what it says about the function, and about another attempt.

use crate::certainty::DidRun::{No, Unknown};
use crate::certainty::{Attempt, Class, RetryLimit, Retryability, codes};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// The throttle reason of a function whose reserved concurrency is used up or permanently zero (Lambda API reference,
/// `ThrottleReason`).
pub(crate) const RESERVED_CONCURRENCY: &str = "ReservedFunctionConcurrentInvocationLimitExceeded";

impl TransportError {
    /// Returns the class of an attempt that ended with this error.
    pub(crate) fn class(&self) -> Class {
        let (evidence, kind) = (self.evidence(), self.kind());
        let is_whole = match (evidence, kind) {
            (Evidence::Unknown | Evidence::Responded, TransportErrorKind::Service) => true,
            (Evidence::Responded, TransportErrorKind::Response) => false,
            _ => return classify_without_response(evidence, kind),
        };
        let class = classify_response(ErrorResponse {
            code: self.code(),
            status: self.status(),
            reason: self.reason(),
            is_whole,
        });
        match evidence {
            // Middleware that has sent a request twice says so about the copy without a response.
            Evidence::Unknown => class.at_least(Unknown),
            _ if class.did_run == No && self.is_clock_skew() => Class::CLOCK_SKEW,
            _ if class.did_run == No && self.is_of_final_state() => {
                Class::new(No, Retryability::Permanent)
            }
            _ => class,
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
            | TransportErrorKind::Credentials
            | TransportErrorKind::InvocationDeadline,
        ) => Class::new(No, Retryability::Permanent),
        (
            Evidence::Unknown | Evidence::Responded,
            TransportErrorKind::Unsupported | TransportErrorKind::InvocationDeadline,
        ) => Class::new(Unknown, Retryability::Permanent),
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

/// What is known of an error response.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ErrorResponse<'a> {
    pub(crate) code: Option<&'a str>,
    pub(crate) status: Option<u16>,
    pub(crate) reason: Option<&'a str>,
    /// Whether the body arrived to its end.
    pub(crate) is_whole: bool,
}

/// Classifies an error response of Lambda, or the head of one.
pub(crate) fn classify_response(response: ErrorResponse<'_>) -> Class {
    let by_status = classify_status(response.status, response.is_whole);
    let class = match response.code.and_then(codes::find) {
        Some(row) if row.class.did_run >= Unknown || is_credible(row, response) => row.class,
        // Something other than Lambda has changed the status, or has made up the code.
        Some(_) => by_status.at_least(Unknown),
        None => by_status,
    };
    match response.reason {
        Some(RESERVED_CONCURRENCY) => class.limited(RetryLimit::Few),
        _ => class,
    }
}

/// Returns whether Lambda can have sent this response, so that its code proves that the handler did not run.
///
/// A gateway that failed, or that stopped waiting, may keep headers of Lambda or invent codes. Lambda sends
/// each code of a server error with one status, and never reports an error with 2xx or 3xx. Emulators send some codes with a
/// client error other than Lambda's; such a response must at least be whole. One without a length is read as
/// [`Response`](TransportErrorKind::Response) unless its document shows that it is.
fn is_credible(row: &codes::Row, response: ErrorResponse<'_>) -> bool {
    match response.status {
        Some(400..=499) | None => response.is_whole,
        Some(status) => status >= 500 && status == row.status,
    }
}

/// Classifies an error response without a known code: one of something in front of Lambda, or one of an emulator.
fn classify_status(status: Option<u16>, is_whole: bool) -> Class {
    match status {
        // Words of a gateway for "no response in time" (408) and "the client left" (460 and 499). It may have passed the request
        // on before. 408 is also what a server sends before it closes an idle connection; the two look alike.
        Some(408 | 460 | 499) => Class::new(Unknown, Retryability::Transient),
        // `EFSIOException`, the one error of Lambda with this status, may occur while the function runs.
        Some(410) => Class::new(Unknown, Retryability::Transient),
        Some(429) if is_whole => Class::new(No, Retryability::Throttled),
        Some(429) => Class::new(Unknown, Retryability::Throttled),
        // Every other client error says that the request itself is refused: it reached no function.
        Some(400..=499) if is_whole => Class::new(No, Retryability::Permanent),
        // All others: server errors (502, 504, 520 to 527, 598 and 599 say that a gateway got no response in time or at all, 500
        // and 503 say nothing), redirections, and successes of which only the head arrived. With status 200 the function has
        // usually finished, but "usually" is not proof.
        _ => Class::new(Unknown, Retryability::Transient),
    }
}
