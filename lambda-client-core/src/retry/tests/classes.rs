//! The classes once more, written down from AWS's documentation rather than from the table.

use crate::certainty::DidRun::{No, Unknown};
use crate::certainty::codes::{CODES, EXECUTION_CODES};
use crate::certainty::{Class, DidRun, Retryability, codes};
use crate::failure::Failure;
use crate::retry::{Decision, decide};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// What a call does after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// Any call is retried.
    Repeat,
    /// Any call is retried a few times.
    RepeatFew,
    /// An idempotent call is retried.
    IfIdempotent,
    /// An idempotent call is retried a few times.
    FewIfIdempotent,
    Fail,
}

use Then::{Fail, FewIfIdempotent, IfIdempotent, Repeat, RepeatFew};

pub(super) fn then(class: Class) -> Then {
    match (
        decide(class, true, false, 9),
        decide(class, false, false, 9),
    ) {
        (Decision::RetryUpTo(9), Decision::RetryUpTo(9)) => Repeat,
        (Decision::RetryUpTo(3), Decision::RetryUpTo(3)) => RepeatFew,
        (Decision::RetryUpTo(9), Decision::Fail) => IfIdempotent,
        (Decision::RetryUpTo(3), Decision::Fail) => FewIfIdempotent,
        (Decision::Fail, Decision::Fail) => Fail,
        other => panic!("{other:?}"),
    }
}

/// The 45 errors of Lambda's model, and those of the services in front of Lambda.
#[rustfmt::skip]
pub(super) const EXPECTED: &[(u16, &str, DidRun, Then)] = &[
    (400, "InvalidParameterValueException", No, Fail),
    (400, "InvalidRequestContentException", No, Fail),
    (400, "ModeNotSupportedException", No, Fail),
    (400, "NoPublishedVersionException", No, Fail),
    (400, "RecursiveInvocationException", No, Fail),
    (400, "SnapStartException", DidRun::InitOnly, Fail),
    (402, "ServiceQuotaExceededException", No, Fail),
    (403, "EFSMountFailureException", No, Fail),
    (403, "S3FilesMountFailureException", No, Fail),
    (403, "AccessDeniedException", No, Fail),
    (403, "ExpiredTokenException", No, Fail),
    (403, "UnrecognizedClientException", No, Fail),
    (403, "InvalidSignatureException", No, Fail),
    (403, "MissingAuthenticationTokenException", No, Fail),
    (404, "ResourceNotFoundException", No, Fail),
    (408, "EFSMountConnectivityException", No, Repeat),
    (408, "EFSMountTimeoutException", No, Repeat),
    (408, "S3FilesMountConnectivityException", No, Repeat),
    (408, "S3FilesMountTimeoutException", No, Repeat),
    (408, "SnapStartTimeoutException", DidRun::InitOnly, FewIfIdempotent),
    (409, "CodeArtifactUserDeletedException", No, Fail),
    (409, "CodeArtifactUserFailedException", No, Fail),
    (409, "CodeArtifactUserPendingException", No, Repeat),
    (409, "DurableExecutionAlreadyStartedException", No, Fail),
    (409, "ResourceConflictException", No, RepeatFew),
    (409, "RuntimeAliasDeletedException", No, Fail),
    (409, "RuntimeVersionDeletedException", No, Fail),
    (409, "SnapStartNotReadyException", No, Repeat),
    (409, "SnapStartRegenerationFailureException", No, Repeat),
    (410, "EFSIOException", Unknown, IfIdempotent),
    (413, "RequestTooLargeException", No, Fail),
    (413, "SerializedRequestEntityTooLargeException", No, Fail),
    (415, "UnsupportedMediaTypeException", No, Fail),
    (429, "TooManyRequestsException", No, Repeat),
    (500, "ServiceException", Unknown, IfIdempotent),
    (502, "EC2AccessDeniedException", No, Fail),
    (502, "EC2ThrottledException", No, Repeat),
    (502, "EC2UnexpectedException", No, Repeat),
    (502, "ENILimitReachedException", No, RepeatFew),
    (502, "ENINotReadyException", No, Repeat),
    (502, "InvalidRuntimeException", No, Fail),
    (502, "InvalidSecurityGroupIDException", No, Fail),
    (502, "InvalidSubnetIDException", No, Fail),
    (502, "InvalidZipFileException", No, Fail),
    (502, "KMSAccessDeniedException", No, Fail),
    (502, "KMSDisabledException", No, Fail),
    (502, "KMSInvalidStateException", No, Fail),
    (502, "KMSNotFoundException", No, Fail),
    (502, "ResourceNotReadyException", No, Repeat),
    (502, "SubnetIPAddressLimitReachedException", No, RepeatFew),
    // Not errors of Lambda, but of the front end that all AWS services share.
    (400, "RequestLimitExceeded", No, Repeat),
    (400, "RequestThrottled", No, Repeat),
    (400, "RequestThrottledException", No, Repeat),
    (400, "RequestTimeout", Unknown, IfIdempotent),
    (400, "RequestTimeoutException", Unknown, IfIdempotent),
    (503, "SlowDown", Unknown, IfIdempotent),
    (400, "ThrottledException", No, Repeat),
    (400, "Throttling", No, Repeat),
    (400, "ThrottlingException", No, Repeat),
];

#[test]
fn every_code_has_its_row() {
    for (status, code, did_run, expected) in EXPECTED {
        let row = codes::find(code).unwrap_or_else(|| panic!("{code} has no row"));
        assert_eq!(row.status, *status, "{code}");
        let class = TransportError::service(*status).with_code(*code).class();
        assert_eq!(class.did_run, *did_run, "{code}");
        assert_eq!(then(class), *expected, "{code}");
    }
    assert_eq!(CODES.len(), EXPECTED.len(), "a row that nothing expects");
}

/// The codes of Step Functions, all of which refuse the request: what comes next.
const EXPECTED_OF_EXECUTIONS: &[(&str, Then)] = &[
    ("ExecutionAlreadyExists", Fail),
    ("ExecutionDoesNotExist", Fail),
    ("ExecutionLimitExceeded", RepeatFew),
    ("ExecutionNotRedrivable", Fail),
    ("InvalidArn", Fail),
    ("InvalidExecutionInput", Fail),
    ("InvalidName", Fail),
    ("InvalidOutput", Fail),
    ("InvalidToken", Fail),
    ("KmsAccessDeniedException", Fail),
    ("KmsInvalidStateException", Fail),
    ("KmsThrottlingException", Repeat),
    ("ResourceNotFound", Fail),
    ("StateMachineDeleting", Fail),
    ("StateMachineDoesNotExist", Fail),
    ("StateMachineTypeNotSupported", Fail),
    ("TaskDoesNotExist", Fail),
    ("TaskTimedOut", Fail),
    ("ValidationException", Fail),
];

#[test]
fn every_code_of_step_functions_has_its_row() {
    for (code, expected) in EXPECTED_OF_EXECUTIONS {
        let class = TransportError::service(400).with_code(*code).class();
        assert_eq!(class.did_run, No, "{code}");
        assert_eq!(then(class), *expected, "{code}");
        // A gateway that failed may have kept the code of another response.
        let class = TransportError::service(502).with_code(*code).class();
        assert_eq!(class.did_run, Unknown, "{code}");
    }
    assert_eq!(EXECUTION_CODES.len(), EXPECTED_OF_EXECUTIONS.len());
    assert!(
        CODES
            .iter()
            .all(|row| EXECUTION_CODES.iter().all(|other| other.code != row.code))
    );
}

#[test]
fn the_tables_are_sorted_without_duplicates() {
    for table in [CODES, EXECUTION_CODES] {
        assert!(table.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}

#[test]
fn the_retryability_says_how_long_to_wait() {
    for (code, retryability) in [
        ("TooManyRequestsException", Retryability::Throttled),
        ("EC2ThrottledException", Retryability::Throttled),
        ("ThrottlingException", Retryability::Throttled),
        ("ENINotReadyException", Retryability::NotReady),
        ("ResourceConflictException", Retryability::NotReady),
        ("SnapStartTimeoutException", Retryability::NotReady),
        ("ServiceException", Retryability::Transient),
        ("EC2UnexpectedException", Retryability::Transient),
        ("KMSDisabledException", Retryability::Permanent),
    ] {
        let row = codes::find(code).unwrap_or_else(|| panic!("{code} has no row"));
        assert_eq!(row.class.retryability, retryability, "{code}");
    }
}

#[test]
fn without_a_response_the_evidence_decides_for_every_kind() {
    use TransportErrorKind::{
        Connect, Connection, Credentials, Request, Response, Service, Timeout,
    };
    for kind in [
        Request,
        Credentials,
        Connect,
        Timeout,
        Connection,
        Response,
        Service,
    ] {
        let class = TransportError::new(kind, Evidence::NotSent).class();
        assert_eq!(class.did_run, No, "{kind:?}");
        let permanent = matches!(kind, Request | Credentials);
        assert_eq!(then(class), if permanent { Fail } else { Repeat });
        for evidence in [Evidence::Unknown, Evidence::Responded] {
            let class = TransportError::new(kind, evidence).class();
            assert_eq!(class.did_run, Unknown, "{kind:?} {evidence:?}");
            assert_eq!(then(class), IfIdempotent, "{kind:?} {evidence:?}");
        }
    }
}

#[test]
fn an_unsupported_operation_does_not_prove_that_nothing_was_sent() {
    for (evidence, did_run) in [
        (Evidence::NotSent, No),
        (Evidence::Unknown, Unknown),
        (Evidence::Responded, Unknown),
    ] {
        let class = TransportError::new(TransportErrorKind::Unsupported, evidence).class();
        assert_eq!(class.did_run, did_run, "{evidence:?}");
        assert_eq!(then(class), Fail, "{evidence:?}");
    }
}

#[test]
fn a_reserved_concurrency_that_may_be_zero_stops_early() {
    let throttled = |reason: &str| {
        TransportError::service(429)
            .with_code("TooManyRequestsException")
            .with_reason(reason)
    };
    for (reason, expected) in [
        (
            "ReservedFunctionConcurrentInvocationLimitExceeded",
            RepeatFew,
        ),
        ("ConcurrentInvocationLimitExceeded", Repeat),
        ("FunctionInvocationRateLimitExceeded", Repeat),
        ("ReservedFunctionInvocationRateLimitExceeded", Repeat),
        ("CallerRateLimitExceeded", Repeat),
        ("ConcurrentSnapshotCreateLimitExceeded", Repeat),
    ] {
        assert_eq!(then(throttled(reason).class()), expected, "{reason}");
    }
}

#[test]
fn a_function_that_stays_as_it_is_fails_at_once() {
    let conflict = |status: u16, state: &str| {
        TransportError::service(status)
            .with_code("ResourceConflictException")
            .with_message(format!(
                "The operation cannot be performed at this time. The function is currently in the following state: {state}"
            ))
    };
    for (state, expected) in [
        ("Failed", Fail),
        ("Deleting", Fail),
        ("Pending", RepeatFew),
        ("Inactive", RepeatFew),
    ] {
        let class = conflict(409, state).class();
        assert_eq!((class.did_run, then(class)), (No, expected), "{state}");
    }
    let by_gateway = conflict(502, "Failed").class();
    assert_eq!(by_gateway.did_run, Unknown, "the status is not Lambda's");
}

#[test]
fn function_errors_are_classified_by_their_document() {
    for (document, did_run, expected) in [
        (r#"{"errorType":"Oops"}"#, DidRun::Yes, Fail),
        (r#"{"errorType":"Sandbox.Timedout"}"#, DidRun::Yes, Fail),
        (r#"{"errorType":"Runtime.ExitError"}"#, DidRun::Yes, Fail),
        (
            r#"{"errorType":"Runtime.InitError"}"#,
            DidRun::InitOnly,
            FewIfIdempotent,
        ),
        (
            r#"{"errorType":"Runtime.UnmarshalError"}"#,
            DidRun::InitOnly,
            Fail,
        ),
        (r#"{"errorType":"Runtime.Unknown"}"#, Unknown, IfIdempotent),
        ("", Unknown, Fail),
        ("<html>", Unknown, Fail),
    ] {
        let class = Failure::decode(document.into()).class();
        assert_eq!(class.did_run, did_run, "{document}");
        assert_eq!(then(class), expected, "{document}");
    }
}
