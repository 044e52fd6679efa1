//! The service's own errors and broken connections, made by a proxy in front of working functions.
//!
//! Behind it is the same endpoint as elsewhere, so a call that the proxy lets through runs a function.

use std::time::Duration;

use lambda_client::{Attempt, CallError, DidRun, Error, ErrorKind, RetryConfig};
use serde_json::{Value, json};

use crate::client::{self, CountedClient};
use crate::counter::Counter;
use crate::microburst::Microburst;
use crate::ministack::Ministack;

/// A client that calls through the proxy, and what it does.
struct Through {
    counted: CountedClient,
    counter: Counter,
}

impl Through {
    /// Retries come at once: how long they wait is no question of these tests.
    fn new(proxy: &Microburst) -> Self {
        let quick = RetryConfig::new().base_delay(Duration::from_millis(1));
        let keys = Ministack::shared().keys();
        let lambda = client::lambda(&proxy.endpoint(), keys).retry(quick).build();
        let builder = CountedClient::builder(&lambda).set("function", "python");
        let counted = builder.build().expect("the function's name is one");
        Self {
            counted,
            counter: Counter::new(),
        }
    }

    fn echo(&self) -> lambda_client::Call<Result<Value, Error>> {
        self.counted.echo(&answer(), self.counter.path())
    }
}

/// Long enough that half of it is something.
fn answer() -> Value {
    json!("a".repeat(100))
}

fn codes(attempts: &[Attempt]) -> Vec<Option<&str>> {
    attempts.iter().map(Attempt::code).collect()
}

/// What an error means for a call that is not idempotent: whether the function ran, and whether another attempt is safe.
const SAFE: bool = true;
const UNSAFE: bool = false;

/// Every error of the `Invoke` operation, and those of the services around it; a status where the proxy would make up one.
const ERRORS: &[(&str, Option<u16>, u16, DidRun, bool)] = &[
    (
        "InvalidParameterValueException",
        None,
        400,
        DidRun::No,
        UNSAFE,
    ),
    (
        "InvalidRequestContentException",
        None,
        400,
        DidRun::No,
        UNSAFE,
    ),
    ("ModeNotSupportedException", None, 400, DidRun::No, UNSAFE),
    ("NoPublishedVersionException", None, 400, DidRun::No, UNSAFE),
    (
        "RecursiveInvocationException",
        None,
        400,
        DidRun::No,
        UNSAFE,
    ),
    ("SnapStartException", None, 400, DidRun::InitOnly, UNSAFE),
    (
        "ServiceQuotaExceededException",
        None,
        402,
        DidRun::No,
        UNSAFE,
    ),
    ("EFSMountFailureException", None, 403, DidRun::No, UNSAFE),
    (
        "S3FilesMountFailureException",
        None,
        403,
        DidRun::No,
        UNSAFE,
    ),
    ("AccessDeniedException", Some(403), 403, DidRun::No, UNSAFE),
    ("ExpiredTokenException", Some(403), 403, DidRun::No, UNSAFE),
    (
        "InvalidSignatureException",
        Some(403),
        403,
        DidRun::No,
        UNSAFE,
    ),
    (
        "MissingAuthenticationTokenException",
        Some(403),
        403,
        DidRun::No,
        UNSAFE,
    ),
    (
        "UnrecognizedClientException",
        Some(403),
        403,
        DidRun::No,
        UNSAFE,
    ),
    ("ResourceNotFoundException", None, 404, DidRun::No, UNSAFE),
    ("EFSMountConnectivityException", None, 408, DidRun::No, SAFE),
    ("EFSMountTimeoutException", None, 408, DidRun::No, SAFE),
    (
        "S3FilesMountConnectivityException",
        None,
        408,
        DidRun::No,
        SAFE,
    ),
    ("S3FilesMountTimeoutException", None, 408, DidRun::No, SAFE),
    (
        "SnapStartTimeoutException",
        None,
        408,
        DidRun::InitOnly,
        UNSAFE,
    ),
    (
        "CodeArtifactUserDeletedException",
        None,
        409,
        DidRun::No,
        UNSAFE,
    ),
    (
        "CodeArtifactUserFailedException",
        None,
        409,
        DidRun::No,
        UNSAFE,
    ),
    (
        "CodeArtifactUserPendingException",
        None,
        409,
        DidRun::No,
        SAFE,
    ),
    (
        "DurableExecutionAlreadyStartedException",
        None,
        409,
        DidRun::No,
        UNSAFE,
    ),
    ("ResourceConflictException", None, 409, DidRun::No, SAFE),
    (
        "RuntimeAliasDeletedException",
        None,
        409,
        DidRun::No,
        UNSAFE,
    ),
    (
        "RuntimeVersionDeletedException",
        None,
        409,
        DidRun::No,
        UNSAFE,
    ),
    ("SnapStartNotReadyException", None, 409, DidRun::No, SAFE),
    (
        "SnapStartRegenerationFailureException",
        None,
        409,
        DidRun::No,
        SAFE,
    ),
    ("EFSIOException", None, 410, DidRun::Unknown, UNSAFE),
    ("RequestTooLargeException", None, 413, DidRun::No, UNSAFE),
    (
        "SerializedRequestEntityTooLargeException",
        None,
        413,
        DidRun::No,
        UNSAFE,
    ),
    (
        "UnsupportedMediaTypeException",
        None,
        415,
        DidRun::No,
        UNSAFE,
    ),
    ("TooManyRequestsException", None, 429, DidRun::No, SAFE),
    ("SomethingNewException", Some(429), 429, DidRun::No, SAFE),
    ("SomethingNewException", Some(418), 418, DidRun::No, UNSAFE),
    ("ServiceException", None, 500, DidRun::Unknown, UNSAFE),
    ("InternalFailure", None, 500, DidRun::Unknown, UNSAFE),
    ("EC2AccessDeniedException", None, 502, DidRun::No, UNSAFE),
    ("EC2ThrottledException", None, 502, DidRun::No, SAFE),
    ("EC2UnexpectedException", None, 502, DidRun::No, SAFE),
    ("ENILimitReachedException", None, 502, DidRun::No, SAFE),
    ("ENINotReadyException", None, 502, DidRun::No, SAFE),
    ("InvalidRuntimeException", None, 502, DidRun::No, UNSAFE),
    (
        "InvalidSecurityGroupIDException",
        None,
        502,
        DidRun::No,
        UNSAFE,
    ),
    ("InvalidSubnetIDException", None, 502, DidRun::No, UNSAFE),
    ("InvalidZipFileException", None, 502, DidRun::No, UNSAFE),
    ("KMSAccessDeniedException", None, 502, DidRun::No, UNSAFE),
    ("KMSDisabledException", None, 502, DidRun::No, UNSAFE),
    ("KMSInvalidStateException", None, 502, DidRun::No, UNSAFE),
    ("KMSNotFoundException", None, 502, DidRun::No, UNSAFE),
    ("ResourceNotReadyException", None, 502, DidRun::No, SAFE),
    (
        "SubnetIPAddressLimitReachedException",
        None,
        502,
        DidRun::No,
        SAFE,
    ),
    ("ServiceUnavailable", None, 503, DidRun::Unknown, UNSAFE),
    (
        "SomethingNewException",
        Some(504),
        504,
        DidRun::Unknown,
        UNSAFE,
    ),
];

#[tokio::test]
async fn microburst_every_error_of_the_service_is_judged() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    for &(code, given, status, did_run, safe) in ERRORS {
        let error = match given {
            Some(status) => json!({ "code": code, "status": status, "message": "made up" }),
            None => json!({ "code": code, "message": "made up" }),
        };
        proxy.rules(&[json!({ "error": error })]);
        let error = through
            .echo()
            .retry(RetryConfig::new().max_attempts(2))
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.status(), Some(status), "{code}");
        assert_eq!(error.did_run(), did_run, "{code}");
        assert_eq!(error.attempts().len(), if safe { 2 } else { 1 }, "{code}");
        assert_eq!(error.is_retryable(), safe, "{code}");
        assert_eq!(
            error.request_ids().count(),
            error.attempts().len(),
            "{code}"
        );
        assert!(error.to_string().contains("made up"), "{error}");
    }
    assert_eq!(through.counter.runs(), 0);
}

/// The reason comes in the body. `Retry-After` is a header, which this proxy does not send with its own answers.
#[tokio::test]
async fn microburst_a_throttle_tells_its_reason() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    let fields = json!({ "Reason": "CallerRateLimitExceeded", "retryAfterSeconds": "9" });
    let throttle = json!({ "code": "TooManyRequestsException", "fields": fields });
    proxy.rules(&[json!({ "error": throttle })]);
    let error = through.echo().await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.throttle_reason(), Some("CallerRateLimitExceeded"));
    assert_eq!(error.retry_after(), None);
    assert_eq!(
        error.attempts().len(),
        RetryConfig::DEFAULT_MAX_ATTEMPTS as usize
    );
}

#[tokio::test]
async fn microburst_throttles_that_pass_are_waited_out() -> Result<(), Error> {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    proxy.rules(&[json!({ "times": 2, "error": { "code": "TooManyRequestsException" } })]);
    let reply = through.echo().send().await.map_err(CallError::into_error)?;
    assert_eq!(reply.value(), &answer());
    let throttled = Some("TooManyRequestsException");
    assert_eq!(codes(reply.attempts()), [throttled, throttled, None]);
    assert_eq!(proxy.fired().len(), 2);
    assert_eq!(through.counter.runs(), 1);
    Ok(())
}

#[tokio::test]
async fn microburst_an_unknown_outcome_is_repeated_only_for_idempotent_calls() -> Result<(), Error>
{
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    for rule in [
        json!({ "times": 1, "error": { "code": "ServiceException" } }),
        json!({ "times": 1, "reset": true }),
        json!({ "times": 1, "timeout_ms": 50 }),
        json!({ "times": 1, "response": { "abort_frac": 0.5 } }),
    ] {
        proxy.rules(std::slice::from_ref(&rule));
        let error = through.echo().await.unwrap_err();
        assert_eq!(error.did_run(), DidRun::Unknown, "{rule}: {error}");
        assert_eq!(error.attempts().len(), 1, "{rule}");

        proxy.rules(std::slice::from_ref(&rule));
        let reply = through
            .echo()
            .idempotent(true)
            .send()
            .await
            .map_err(CallError::into_error)?;
        assert_eq!(reply.attempts().len(), 2, "{rule}");
        assert_eq!(reply.value(), &answer());
    }
    // One run for each repeated call, and two more that ran before their answers broke off.
    assert_eq!(through.counter.runs(), 4 + 2);
    Ok(())
}

#[tokio::test]
async fn microburst_a_reset_connection_is_one() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    proxy.rules(&[json!({ "reset": true })]);
    let error = through.echo().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!((error.status(), error.code()), (None, None));
}

#[tokio::test]
async fn microburst_a_gateway_that_gives_up_is_a_service_error() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    proxy.rules(&[json!({ "timeout_ms": 50 })]);
    let error = through.echo().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Service, Some(504))
    );
}

/// The head of the answer came, so its status is known, and no more.
#[tokio::test]
async fn microburst_an_answer_that_breaks_off_may_have_been_a_success() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    proxy.rules(&[json!({ "response": { "abort_frac": 0.5 } })]);
    let error = through.echo().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Answer, Some(200))
    );
    assert_eq!(error.request_ids().count(), 1);
    assert_eq!(through.counter.runs(), 1);
}

/// Nothing on the wire shows that these bodies are not what the function gave.
#[tokio::test]
async fn microburst_an_answer_that_was_cut_or_spoiled_is_no_value_and_is_kept() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    for (response, length) in [
        (json!({ "truncate_frac": 0.5 }), 51),
        (json!({ "truncate_bytes": 0 }), 0),
        (json!({ "corrupt_bytes": 40 }), 102),
    ] {
        proxy.rules(&[json!({ "response": response })]);
        let error = through.echo().idempotent(true).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{response}");
        assert_eq!(error.did_run(), DidRun::Yes);
        assert_eq!(error.attempts().len(), 1);
        assert_eq!(error.raw().map(|raw| raw.len()), Some(length), "{response}");
    }
    assert_eq!(through.counter.runs(), 3);
}

#[tokio::test]
async fn microburst_odd_headers_of_an_answer_do_no_harm() -> Result<(), Error> {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    for response in [
        json!({ "set_headers": { "Content-Type": "text/plain" } }),
        json!({ "set_headers": { "X-Amz-Log-Result": "*** no base64 ***" } }),
        json!({ "strip_headers": ["X-Amz-Executed-Version", "x-amzn-requestid"] }),
    ] {
        proxy.rules(&[json!({ "response": response })]);
        assert_eq!(through.echo().tail_log().await?, answer(), "{response}");
    }
    // It counts that the header is there, not what it says.
    let header = json!({ "set_headers": { "X-Amz-Function-Error": "Weird" } });
    proxy.rules(&[json!({ "response": header })]);
    let error = through.echo().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Function);
    Ok(())
}

#[tokio::test]
async fn microburst_a_slow_answer_ends_in_the_callers_timeout() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    proxy.rules(&[json!({ "latency": 3_000 })]);
    let limit = Duration::from_millis(300);
    for error in [
        through.echo().attempt_timeout(limit).await.unwrap_err(),
        through.echo().timeout(limit).await.unwrap_err(),
    ] {
        assert!(error.is_timeout());
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(error.did_run(), DidRun::Unknown);
        assert_eq!(error.attempts().len(), 1);
    }
}

#[tokio::test]
async fn microburst_what_the_function_says_comes_through() -> Result<(), Error> {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    proxy.rules(&[]);
    assert_eq!(through.echo().await?, answer());
    let failed = through
        .counted
        .fail("Busy", "busy", through.counter.path())
        .send()
        .await;
    assert_eq!(failed.unwrap_err().attempts().len(), 3);
    assert_eq!(through.counter.runs(), 4);
    Ok(())
}
