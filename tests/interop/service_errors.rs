//! Errors of the service and broken connections, made by a proxy in front of working functions.
//!
//! The endpoint behind it is the one of the other tests, so a call that the proxy forwards runs a function.

use std::time::Duration;

use lambda_client::{CallError, DidRun, Error, ErrorKind, RetryConfig, certainty::Attempt};
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
    /// Retries without delay: these tests are not about delays.
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
        self.counted.echo(&echoed(), self.counter.path())
    }
}

/// Long enough to be cut in half.
fn echoed() -> Value {
    json!("a".repeat(100))
}

fn codes(attempts: &[Attempt]) -> Vec<Option<&str>> {
    attempts.iter().map(Attempt::code).collect()
}

/// Every error of the `Invoke` operation, and some of gateways or newer services: status, whether the function ran, whether a
/// call that is not idempotent is retried, code. The proxy takes the status from AWS's model of the service, except for codes
/// with a star.
const ERRORS: &str = "
400  no         fail    InvalidParameterValueException
400  no         fail    InvalidRequestContentException
400  no         fail    ModeNotSupportedException
400  no         fail    NoPublishedVersionException
400  no         fail    RecursiveInvocationException
400  init-only  fail    SnapStartException
402  no         fail    ServiceQuotaExceededException
403  no         fail    EFSMountFailureException
403  no         fail    S3FilesMountFailureException
403* no         fail    AccessDeniedException
403* no         fail    ExpiredTokenException
403* no         fail    InvalidSignatureException
403* no         fail    MissingAuthenticationTokenException
403* no         fail    UnrecognizedClientException
404  no         fail    ResourceNotFoundException
408  no         repeat  EFSMountConnectivityException
408  no         repeat  EFSMountTimeoutException
408  no         repeat  S3FilesMountConnectivityException
408  no         repeat  S3FilesMountTimeoutException
408  init-only  fail    SnapStartTimeoutException
409  no         fail    CodeArtifactUserDeletedException
409  no         fail    CodeArtifactUserFailedException
409  no         repeat  CodeArtifactUserPendingException
409  no         fail    DurableExecutionAlreadyStartedException
409  no         repeat  ResourceConflictException
409  no         fail    RuntimeAliasDeletedException
409  no         fail    RuntimeVersionDeletedException
409  no         repeat  SnapStartNotReadyException
409  no         repeat  SnapStartRegenerationFailureException
410  unknown    fail    EFSIOException
413  no         fail    RequestTooLargeException
413  no         fail    SerializedRequestEntityTooLargeException
415  no         fail    UnsupportedMediaTypeException
429  no         repeat  TooManyRequestsException
429* no         repeat  SomethingNewException
418* no         fail    SomethingNewException
500  unknown    fail    ServiceException
500  unknown    fail    InternalFailure
502  no         fail    EC2AccessDeniedException
502  no         repeat  EC2ThrottledException
502  no         repeat  EC2UnexpectedException
502  no         repeat  ENILimitReachedException
502  no         repeat  ENINotReadyException
502  no         fail    InvalidRuntimeException
502  no         fail    InvalidSecurityGroupIDException
502  no         fail    InvalidSubnetIDException
502  no         fail    InvalidZipFileException
502  no         fail    KMSAccessDeniedException
502  no         fail    KMSDisabledException
502  no         fail    KMSInvalidStateException
502  no         fail    KMSNotFoundException
502  no         repeat  ResourceNotReadyException
502  no         repeat  SubnetIPAddressLimitReachedException
503  unknown    fail    ServiceUnavailable
504* unknown    fail    SomethingNewException
";

struct Row {
    code: &'static str,
    status: u16,
    modeled: bool,
    did_run: DidRun,
    repeated: bool,
}

fn row(line: &'static str) -> Row {
    let mut words = line.split_whitespace();
    let mut word = || words.next().expect("a row has four columns");
    let status = word();
    let did_run = match word() {
        "no" => DidRun::No,
        "init-only" => DidRun::InitOnly,
        "unknown" => DidRun::Unknown,
        other => panic!("unexpected response {other}"),
    };
    Row {
        status: status.trim_end_matches('*').parse().expect("a status"),
        modeled: !status.ends_with('*'),
        did_run,
        repeated: word() == "repeat",
        code: word(),
    }
}

#[tokio::test]
async fn microburst_every_error_of_the_service_is_judged() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    let rows: Vec<Row> = ERRORS.trim().lines().map(row).collect();
    for Row {
        code,
        status,
        modeled,
        did_run,
        repeated,
    } in rows
    {
        let mut error = json!({ "code": code, "message": "made up" });
        if !modeled {
            error["status"] = json!(status);
        }
        proxy.rules(&[json!({ "error": error })]);
        let error = through
            .echo()
            .retry(RetryConfig::new().max_attempts(2))
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.status(), Some(status), "{code}");
        assert_eq!(error.did_run(), did_run, "{code}");
        assert_eq!(
            error.attempts().len(),
            if repeated { 2 } else { 1 },
            "{code}"
        );
        assert_eq!(error.is_retryable(), repeated, "{code}");
        assert_eq!(
            error.request_ids().count(),
            error.attempts().len(),
            "{code}"
        );
        assert!(error.to_string().contains("made up"), "{error}");
    }
    assert_eq!(through.counter.runs(), 0);
}

/// The reason is in the body. `Retry-After` is a header, which this proxy does not send with its own responses.
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
    assert_eq!(reply.value(), &echoed());
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
        assert_eq!(reply.value(), &echoed());
    }
    // One run for each retried call, and two more that ran before their responses broke off.
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

/// Only the head of the response arrived, so only its status is known.
#[tokio::test]
async fn microburst_a_response_that_breaks_off_may_have_been_a_success() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    proxy.rules(&[json!({ "response": { "abort_frac": 0.5 } })]);
    let error = through.echo().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Response, Some(200))
    );
    assert_eq!(error.request_ids().count(), 1);
    assert_eq!(through.counter.runs(), 1);
}

/// The wire does not show that these bodies differ from what the function returned.
#[tokio::test]
async fn microburst_a_response_that_was_cut_or_spoiled_is_an_error_and_is_kept() {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    for (response, length) in [
        (json!({ "truncate_frac": 0.5 }), 51),
        (json!({ "truncate_bytes": 1 }), 1),
        (json!({ "corrupt_bytes": 40 }), 102),
    ] {
        proxy.rules(&[json!({ "response": response })]);
        let error = through.echo().idempotent(true).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{response}");
        assert_eq!(error.did_run(), DidRun::Yes);
        assert_eq!(error.attempts().len(), 1);
        assert_eq!(error.raw().map(|raw| raw.len()), Some(length), "{response}");
    }
    // Functions that return nothing may send nothing, so this one cannot be told from them.
    proxy.rules(&[json!({ "response": { "truncate_bytes": 0 } })]);
    let empty = through.echo().await.expect("an empty response is null");
    assert_eq!(empty, Value::Null);
    assert_eq!(through.counter.runs(), 4);
}

#[tokio::test]
async fn microburst_odd_headers_of_a_response_do_no_harm() -> Result<(), Error> {
    let proxy = Microburst::shared().await;
    let through = Through::new(&proxy);
    for response in [
        json!({ "set_headers": { "Content-Type": "text/plain" } }),
        json!({ "set_headers": { "X-Amz-Log-Result": "*** no base64 ***" } }),
        json!({ "strip_headers": ["X-Amz-Executed-Version", "x-amzn-requestid"] }),
    ] {
        proxy.rules(&[json!({ "response": response })]);
        assert_eq!(through.echo().tail_log().await?, echoed(), "{response}");
    }
    // The presence of the header counts, not its value.
    let header = json!({ "set_headers": { "X-Amz-Function-Error": "Weird" } });
    proxy.rules(&[json!({ "response": header })]);
    let error = through.echo().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Function);
    Ok(())
}

#[tokio::test]
async fn microburst_a_slow_response_ends_in_the_callers_timeout() {
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
    assert_eq!(through.echo().await?, echoed());
    let failed = through
        .counted
        .fail("Busy", "busy", through.counter.path())
        .send()
        .await;
    assert_eq!(failed.unwrap_err().attempts().len(), 3);
    assert_eq!(through.counter.runs(), 4);
    Ok(())
}
