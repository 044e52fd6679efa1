//! What an operator reads when a call has failed: what happened, whether the function ran, and what to do next.

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
        "function `f`: Lambda answered ResourceNotFoundException (HTTP 404): no; the function did not run, and repeating the \
         call does not help (request ids: id-1)"
    );
    assert_eq!(
        text((0..3).map(|_| refused(429, "TooManyRequestsException"))).await,
        "function `f`: throttled TooManyRequestsException (HTTP 429): no; the function did not run, call again later; 3 \
         attempts (request ids: id-1, id-1, id-1)"
    );
    assert_eq!(
        text((0..3).map(|_| refused(502, "ENINotReadyException"))).await,
        "function `f`: Lambda answered ENINotReadyException (HTTP 502): no; the function did not run, call again when it is \
         ready; 3 attempts (request ids: id-1, id-1, id-1)"
    );
    assert_eq!(
        text([refused(408, "SnapStartTimeoutException")]).await,
        "function `f`: Lambda answered SnapStartTimeoutException (HTTP 408): no; its initialisation may have run, the handler \
         did not (request ids: id-1)"
    );
    assert_eq!(
        text([refused(500, "ServiceException")]).await,
        "function `f`: Lambda answered ServiceException (HTTP 500): no; the function may have run, check before repeating the \
         call (request ids: id-1)"
    );
}

#[tokio::test(start_paused = true)]
async fn failures_on_the_way() {
    for (kind, headline) in [
        (Kind::Timeout, "no answer in time"),
        (Kind::Connection, "the connection to Lambda broke"),
        (Kind::Answer, "Lambda's answer could not be read"),
    ] {
        assert_eq!(
            text([lost(kind, Evidence::Unknown)]).await,
            format!(
                "function `f`: {headline}; the function may have run, check before repeating the call"
            )
        );
    }
    assert_eq!(
        text((0..3).map(|_| lost(Kind::Connect, Evidence::NotSent))).await,
        "function `f`: no connection to Lambda; the function did not run, the call can be repeated; 3 attempts"
    );
    assert_eq!(
        text([lost(Kind::Credentials, Evidence::NotSent)]).await,
        "function `f`: no usable credentials, region or endpoint; the function did not run, and repeating the call does not help"
    );
}

#[tokio::test(start_paused = true)]
async fn an_idempotent_call_can_be_repeated_whatever_happened() {
    let steps = (0..3).map(|_| lost(Kind::Timeout, Evidence::Unknown));
    let error = call(steps).idempotent(true).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "function `f`: no answer in time; the function may have run, and as an idempotent call it can be repeated; 3 attempts"
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
        "function `f`: Lambda answered ResourceNotFoundException (HTTP 404): no; the function may have run, check before \
         repeating the call; 3 attempts (request ids: id-1, id-1, id-1)"
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
            "Sandbox.Timedout: Task timed out after 3.00 seconds; the function ran, and may have left its work half done",
        ),
        (
            r#"{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"big"}"#,
            "Function.ResponseSizeTooLarge: big; the function ran to its end",
        ),
        (
            r#"{"errorType":"Runtime.InitError","errorMessage":"no module"}"#,
            "Runtime.InitError: no module; its initialisation may have run, the handler did not",
        ),
        (
            "",
            "function error without a document; the function may have run, check before repeating the call",
        ),
    ] {
        assert_eq!(
            text([failed(document)]).await,
            format!("function `f`: {expected} (request ids: id-1)")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_fit() {
    let answer = InvokeResponse::new(200, "\"x\"".into()).with_request_id("id-1");
    let error = call([Ok(answer)]).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "function `f`: the function's answer could not be used: valid JSON, but not a `u32`; the function ran to its end \
         (request ids: id-1)"
    );
    assert!(error.source().is_some());
}

#[tokio::test(start_paused = true)]
async fn why_there_was_no_further_attempt() {
    let throttled = || refused(429, "TooManyRequestsException");
    let late = call([throttled()]).timeout(Duration::from_millis(500));
    let text = late.await.unwrap_err().to_string();
    assert!(
        text.contains("; no time was left for another attempt ("),
        "{text}"
    );

    let slow = TransportError::service(429).with_retry_after(Duration::from_secs(3600));
    assert_eq!(
        call([Err(slow)]).await.unwrap_err().to_string(),
        "function `f`: throttled (HTTP 429); the function did not run, call again in 3600s; that is too long to wait within a \
         call"
    );

    let spent = call([throttled()]).retry(RetryConfig::new().budget(0));
    let text = spent.await.unwrap_err().to_string();
    assert!(
        text.contains("; the function's retry budget is used up ("),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn events_are_queued_or_not() {
    let event = |steps: Vec<Step>| call(steps).event();
    let error = event(vec![refused(404, "ResourceNotFoundException")]);
    let text = error.await.unwrap_err().to_string();
    assert!(text.contains("; the event was not queued, and"), "{text}");
    let error = event(vec![lost(Kind::Timeout, Evidence::Unknown)]);
    let text = error.await.unwrap_err().to_string();
    assert!(
        text.ends_with("; the event may have been queued, check before repeating the call"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn mistakes_made_beforehand_explain_themselves() {
    let lambda = Scripted::new([]).lambda();
    let call = lambda.call("my function").json::<Raw>(&1);
    let text = call.await.unwrap_err().to_string();
    assert!(
        text.starts_with("the call is not set up correctly: "),
        "{text}"
    );
    assert!(!text.contains("did not run"), "{text}");
}

/// `Display` speaks of one layer; the rest of the story is in the chain of sources.
#[tokio::test(start_paused = true)]
async fn causes_are_in_the_chain_and_not_in_the_text() {
    let cause = std::io::Error::other("the cable is cut");
    let error = TransportError::new(Kind::Connection, Evidence::Unknown).with_source(cause);
    let error = call([Err(error)]).await.unwrap_err();
    assert!(!error.to_string().contains("cable"), "{error}");
    let cause = error.source().map(ToString::to_string);
    assert_eq!(cause.as_deref(), Some("the cable is cut"));
}
