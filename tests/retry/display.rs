//! The text of an error: what happened, whether the function ran, and what to do next.

use std::error::Error as _;
use std::time::Duration;

use lambda_client::{
    Call, DidRun, Error, Raw, RetryConfig,
    transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind as Kind},
};

use crate::scripted::{Scripted, Step};

fn call(steps: impl IntoIterator<Item = Step>) -> Call<Result<u32, Error>> {
    Scripted::new(steps).lambda().call("f").json(&1)
}

async fn text(steps: impl IntoIterator<Item = Step>) -> String {
    call(steps).await.unwrap_err().to_string()
}

fn refused(status: u16, code: &str) -> Step {
    Err(TransportError::service(status)
        .with_code(code)
        .with_message("no")
        .with_request_id("id-1"))
}

fn lost(kind: Kind, evidence: Evidence) -> Step {
    Err(TransportError::new(kind, evidence))
}

fn failed(document: &'static str) -> Step {
    Ok(InvokeResponse::new(200, document.into())
        .with_function_error("Unhandled")
        .with_request_id("id-1"))
}

#[tokio::test(start_paused = true)]
async fn refusals_of_lambda() {
    assert_eq!(
        text([refused(404, "ResourceNotFoundException")]).await,
        "function `f`: Lambda returned ResourceNotFoundException (HTTP 404): no; the function did not run; retrying does not \
         help (request IDs: id-1)"
    );
    assert_eq!(
        text((0..3).map(|_| refused(429, "TooManyRequestsException"))).await,
        "function `f`: throttled (TooManyRequestsException, HTTP 429): no; the function did not run; 3 attempts; retry later \
         (request IDs: id-1, id-1, id-1)"
    );
    assert_eq!(
        text((0..3).map(|_| refused(502, "ENINotReadyException"))).await,
        "function `f`: Lambda returned ENINotReadyException (HTTP 502): no; the function did not run; 3 attempts; retry when \
         the function is ready (request IDs: id-1, id-1, id-1)"
    );
    assert_eq!(
        text([refused(408, "SnapStartTimeoutException")]).await,
        "function `f`: Lambda returned SnapStartTimeoutException (HTTP 408): no; its initialization may have run, the handler \
         did not (request IDs: id-1)"
    );
    assert_eq!(
        text([refused(500, "ServiceException")]).await,
        "function `f`: Lambda returned ServiceException (HTTP 500): no; the function may have run; check before retrying \
         (request IDs: id-1)"
    );
    assert_eq!(
        text([Err(TransportError::service(504))]).await,
        "function `f`: Lambda returned HTTP 504; the function may have run; check before retrying"
    );
    // A sentence of Lambda's own keeps its words and loses its full stop.
    let slow_down = || {
        TransportError::service(400)
            .with_code("ThrottlingException")
            .with_message("Rate exceeded.")
    };
    assert_eq!(
        text((0..3).map(|_| Err(slow_down()))).await,
        "function `f`: throttled (ThrottlingException, HTTP 400): Rate exceeded; the function did not run; 3 attempts; retry \
         later"
    );
}

#[tokio::test(start_paused = true)]
async fn failures_on_the_way() {
    for (kind, headline) in [
        (Kind::Timeout, "timed out"),
        (Kind::Connection, "lost the connection to Lambda"),
        (Kind::Response, "cannot read Lambda's response"),
    ] {
        assert_eq!(
            text([lost(kind, Evidence::Unknown)]).await,
            format!("function `f`: {headline}; the function may have run; check before retrying")
        );
    }
    assert_eq!(
        text((0..3).map(|_| lost(Kind::Connect, Evidence::NotSent))).await,
        "function `f`: cannot connect to Lambda; the function did not run; 3 attempts; safe to retry"
    );
    assert_eq!(
        text([lost(Kind::Credentials, Evidence::NotSent)]).await,
        "function `f`: no usable credentials, region or endpoint; the function did not run; retrying does not help"
    );
}

#[tokio::test(start_paused = true)]
async fn an_idempotent_call_is_safe_to_retry_whatever_happened() {
    let steps = (0..3).map(|_| lost(Kind::Timeout, Evidence::Unknown));
    let error = call(steps).idempotent(true).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "function `f`: timed out; the function may have run; 3 attempts; safe to retry because the call is idempotent"
    );
}

#[tokio::test(start_paused = true)]
async fn an_earlier_doubt_is_not_forgotten() {
    let steps = [
        refused(500, "ServiceException"),
        refused(429, "TooManyRequestsException"),
        refused(404, "ResourceNotFoundException"),
    ];
    let error = call(steps).idempotent(true).await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Unknown);
    assert_eq!(
        error.to_string(),
        "function `f`: Lambda returned ResourceNotFoundException (HTTP 404): no; the function may have run; 3 attempts; check \
         before retrying (request IDs: id-1, id-1, id-1)"
    );
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_function() {
    for (document, expected) in [
        (
            r#"{"errorType":"OutOfStock","errorMessage":"no cups"}"#,
            "OutOfStock: no cups",
        ),
        (
            r#"{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 3.00 seconds"}"#,
            "Sandbox.Timedout: Task timed out after 3.00 seconds; the function ran and may have left its work incomplete",
        ),
        (
            r#"{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"big"}"#,
            "Function.ResponseSizeTooLarge: big; the function ran to completion",
        ),
        (
            r#"{"errorType":"Runtime.InitError","errorMessage":"no module"}"#,
            "Runtime.InitError: no module; its initialization may have run, the handler did not",
        ),
        (
            "",
            "function error without a document; the function may have run; check before retrying",
        ),
    ] {
        assert_eq!(
            text([failed(document)]).await,
            format!("function `f`: {expected} (request IDs: id-1)")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_function_error_in_the_body_of_a_server_error() {
    let body = r#"{"errorType":"PaymentDeclined","errorMessage":"no funds"}"#;
    let refused = || TransportError::service(502).with_raw(body);
    assert_eq!(
        text([Err(refused())]).await,
        "function `f`: Lambda returned HTTP 502: function error PaymentDeclined: no funds; the function may have run; check \
         before retrying"
    );
    // The transport's own message wins.
    assert!(
        text([Err(refused().with_message("bad gateway"))])
            .await
            .starts_with("function `f`: Lambda returned HTTP 502: bad gateway;")
    );
}

#[tokio::test(start_paused = true)]
async fn a_result_that_does_not_match_the_type() {
    let response = InvokeResponse::new(200, "\"x\"".into()).with_request_id("id-1");
    let error = call([Ok(response)]).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "function `f`: cannot decode the function's result: valid JSON, but not a `u32`; the function ran to completion \
         (request IDs: id-1)"
    );
    assert!(error.source().is_some());
}

#[tokio::test(start_paused = true)]
async fn why_there_was_no_further_attempt() {
    let throttled = || refused(429, "TooManyRequestsException");
    let late = call([throttled()]).timeout(Duration::from_millis(500));
    let text = late.await.unwrap_err().to_string();
    assert!(
        text.contains("; no time left for another attempt; retry later ("),
        "{text}"
    );

    let slow = TransportError::service(429).with_retry_after(Duration::from_secs(3600));
    assert_eq!(
        call([Err(slow)]).await.unwrap_err().to_string(),
        "function `f`: throttled (HTTP 429); the function did not run; Lambda asks for a longer delay than a call waits; retry \
         in 3600s"
    );

    let spent = call([throttled()]).retry(RetryConfig::new().budget(0));
    let text = spent.await.unwrap_err().to_string();
    assert!(
        text.contains("; retry budget exhausted; retry later ("),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn events_are_queued_or_not() {
    let event = |steps: Vec<Step>| call(steps).event();
    let error = event(vec![refused(404, "ResourceNotFoundException")]);
    let text = error.await.unwrap_err().to_string();
    assert!(
        text.contains("; the event was not queued; retrying does not help"),
        "{text}"
    );
    let error = event(vec![lost(Kind::Timeout, Evidence::Unknown)]);
    let text = error.await.unwrap_err().to_string();
    assert!(
        text.ends_with("; the event may have been queued; check before retrying"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn mistakes_made_beforehand_explain_themselves() {
    let lambda = Scripted::new([]).lambda();
    let call = lambda.call("my function").json::<Raw>(&1);
    let text = call.await.unwrap_err().to_string();
    assert!(text.starts_with("invalid call: "), "{text}");
    assert!(!text.contains("did not run"), "{text}");
}

/// `Display` describes one layer; the causes are in the chain of sources.
#[tokio::test(start_paused = true)]
async fn causes_are_in_the_chain_and_not_in_the_text() {
    let cause = std::io::Error::other("the cable is cut");
    let error = TransportError::new(Kind::Connection, Evidence::Unknown).with_source(cause);
    let error = call([Err(error)]).await.unwrap_err();
    assert!(!error.to_string().contains("cable"), "{error}");
    let cause = error.source().map(ToString::to_string);
    assert_eq!(cause.as_deref(), Some("the cable is cut"));
}
