//! What a failed attempt proves: the table of Lambda's error codes, and the rules for everything that has none.

use crate::DidRun;
use crate::error::{Failure, FailureKind};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// Whether the same request could fare better later, and how soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Outlook {
    /// Lambda, or something that it called, was asked too often.
    Throttled,
    /// Something is being set up; seconds.
    NotReady,
    /// A fault of the moment.
    Transient,
    /// The same request fails again until somebody changes something.
    Permanent,
}

/// What is known after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) did_run: DidRun,
    pub(crate) outlook: Outlook,
    /// The outlook may be worse than it looks: few attempts only.
    pub(crate) stop_early: bool,
}

impl Class {
    pub(crate) const fn new(did_run: DidRun, outlook: Outlook) -> Self {
        Class {
            did_run,
            outlook,
            stop_early: false,
        }
    }
}

/// One of Lambda's error codes.
pub(crate) struct Row {
    pub(crate) code: &'static str,
    pub(crate) status: u16,
    pub(crate) class: Class,
}

const fn row(code: &'static str, status: u16, did_run: DidRun, outlook: Outlook) -> Row {
    Row {
        code,
        status,
        class: Class::new(did_run, outlook),
    }
}

use DidRun::{InitOnly, No, Unknown};
use Outlook::{NotReady, Permanent, Throttled, Transient};

/// The errors of the `Invoke` operation, sorted by code so that they can be found by bisection. Codes are compared as strings: one that is newer
/// than the SDK works as well.
///
/// Lambda documents that these codes are reserved for what *prevents* the function from running; `ServiceException` and
/// `EFSIOException` are held for unknown all the same, since neither says when in the run it happened.
pub(crate) const CODES: &[Row] = &[
    row("AccessDeniedException", 403, No, Permanent),
    row("CodeArtifactUserDeletedException", 409, No, Permanent),
    row("CodeArtifactUserFailedException", 409, No, Permanent),
    row("CodeArtifactUserPendingException", 409, No, NotReady),
    row(
        "DurableExecutionAlreadyStartedException",
        409,
        No,
        Permanent,
    ),
    row("EC2AccessDeniedException", 502, No, Permanent),
    row("EC2ThrottledException", 502, No, Throttled),
    row("EC2UnexpectedException", 502, No, Transient),
    row("EFSIOException", 410, Unknown, Transient),
    row("EFSMountConnectivityException", 408, No, NotReady),
    row("EFSMountFailureException", 403, No, Permanent),
    row("EFSMountTimeoutException", 408, No, NotReady),
    row("ENILimitReachedException", 502, No, NotReady),
    row("ENINotReadyException", 502, No, NotReady),
    row("ExpiredTokenException", 403, No, Permanent),
    row("InvalidParameterValueException", 400, No, Permanent),
    row("InvalidRequestContentException", 400, No, Permanent),
    row("InvalidRuntimeException", 502, No, Permanent),
    row("InvalidSecurityGroupIDException", 502, No, Permanent),
    row("InvalidSignatureException", 403, No, Permanent),
    row("InvalidSubnetIDException", 502, No, Permanent),
    row("InvalidZipFileException", 502, No, Permanent),
    row("KMSAccessDeniedException", 502, No, Permanent),
    row("KMSDisabledException", 502, No, Permanent),
    row("KMSInvalidStateException", 502, No, Permanent),
    row("KMSNotFoundException", 502, No, Permanent),
    row("MissingAuthenticationTokenException", 403, No, Permanent),
    row("ModeNotSupportedException", 400, No, Permanent),
    row("NoPublishedVersionException", 400, No, Permanent),
    row("RecursiveInvocationException", 400, No, Permanent),
    row("RequestTooLargeException", 413, No, Permanent),
    row("ResourceConflictException", 409, No, NotReady),
    row("ResourceNotFoundException", 404, No, Permanent),
    row("ResourceNotReadyException", 502, No, NotReady),
    row("RuntimeAliasDeletedException", 409, No, Permanent),
    row("RuntimeVersionDeletedException", 409, No, Permanent),
    row("S3FilesMountConnectivityException", 408, No, NotReady),
    row("S3FilesMountFailureException", 403, No, Permanent),
    row("S3FilesMountTimeoutException", 408, No, NotReady),
    row(
        "SerializedRequestEntityTooLargeException",
        413,
        No,
        Permanent,
    ),
    row("ServiceException", 500, Unknown, Transient),
    row("ServiceQuotaExceededException", 402, No, Permanent),
    row("SnapStartException", 400, InitOnly, Permanent),
    row("SnapStartNotReadyException", 409, No, NotReady),
    row("SnapStartRegenerationFailureException", 409, No, NotReady),
    row("SnapStartTimeoutException", 408, InitOnly, NotReady),
    row("SubnetIPAddressLimitReachedException", 502, No, NotReady),
    row("TooManyRequestsException", 429, No, Throttled),
    row("UnrecognizedClientException", 403, No, Permanent),
    row("UnsupportedMediaTypeException", 415, No, Permanent),
];

/// The throttle reason of a function whose reserved concurrency is used up, or is zero and stays so.
const RESERVED_CONCURRENCY: &str = "ReservedFunctionConcurrentInvocationLimitExceeded";

/// What a failed attempt of the transport proves.
pub(crate) fn classify(error: &TransportError) -> Class {
    match (error.evidence(), error.kind()) {
        (_, TransportErrorKind::Unsupported)
        | (Evidence::NotSent, TransportErrorKind::Request | TransportErrorKind::Credentials) => {
            Class::new(No, Permanent)
        }
        (
            Evidence::NotSent,
            TransportErrorKind::Connect
            | TransportErrorKind::Timeout
            | TransportErrorKind::Connection
            | TransportErrorKind::Answer
            | TransportErrorKind::Service,
        ) => Class::new(No, Transient),
        (_, TransportErrorKind::Service) => classify_answer(error),
        (Evidence::Answered, TransportErrorKind::Answer) => classify_broken_answer(error),
        (
            Evidence::Unknown | Evidence::Answered,
            TransportErrorKind::Request
            | TransportErrorKind::Credentials
            | TransportErrorKind::Connect
            | TransportErrorKind::Timeout
            | TransportErrorKind::Connection
            | TransportErrorKind::Answer,
        ) => Class::new(Unknown, Transient),
    }
}

fn classify_answer(error: &TransportError) -> Class {
    let known = error.code().and_then(|code| {
        let at = CODES.binary_search_by(|row| row.code.cmp(code)).ok()?;
        CODES.get(at)
    });
    if let Some(row) = known {
        return Class {
            stop_early: error.reason() == Some(RESERVED_CONCURRENCY),
            ..row.class
        };
    }
    match error.status() {
        Some(429) => Class::new(No, Throttled),
        // A client error that is none of Lambda's own was refused before any function was looked up.
        Some(400..=499) => Class::new(No, Permanent),
        _ => Class::new(Unknown, Transient),
    }
}

/// The head of the answer arrived and its body did not.
fn classify_broken_answer(error: &TransportError) -> Class {
    match error.status() {
        // With status 200 the function had usually finished, but "usually" is not proof.
        Some(200..=299) | None => Class::new(Unknown, Transient),
        Some(_) => classify_answer(error),
    }
}

/// What a function error proves.
pub(crate) fn classify_failure(failure: &Failure) -> Class {
    let outlook = match failure.kind() {
        FailureKind::Init | FailureKind::Extension | FailureKind::Platform => NotReady,
        _ => Permanent,
    };
    Class::new(failure.did_run(), outlook)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_without_doubles() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}
