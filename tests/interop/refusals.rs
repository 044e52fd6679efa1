//! Requests that the endpoint rejects: too many calls, unknown functions, and callers that it does not trust.

use std::time::{Duration, Instant};

use lambda_client::{DidRun, Error, ErrorKind, RetryConfig};
use serde_json::{Value, json};

use crate::callers::Keys;
use crate::client::{self, CountedClient};
use crate::counter::Counter;
use crate::functions::Language;
use crate::ministack::{Function, Ministack};

fn reserve(name: &str, executions: u32) {
    let ministack = Ministack::shared();
    ministack.create(Function::new(name, Language::Python));
    let reserved = json!({ "FunctionName": name, "ReservedConcurrentExecutions": executions });
    ministack.set_up("PutFunctionConcurrency", reserved);
}

#[tokio::test]
async fn ministack_a_throttled_call_did_not_run_and_waits_as_told() -> Result<(), Error> {
    reserve("throttled", 0);
    let lambda = Ministack::shared().lambda().build();
    let counter = Counter::new();
    let counted = CountedClient::builder(&lambda)
        .set("function", "throttled")
        .build()?;

    let started = Instant::now();
    let error = counted.echo(&json!(1), counter.path()).await.unwrap_err();

    assert!(error.is_throttled() && error.is_retryable());
    // The endpoint names the error only in the body.
    assert_eq!(error.code(), Some("TooManyRequestsException"));
    assert_eq!(error.status(), Some(429));
    let reason = "ReservedFunctionConcurrentInvocationLimitExceeded";
    assert_eq!(error.throttle_reason(), Some(reason));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    assert_eq!(error.did_run(), DidRun::No);
    assert_eq!(error.attempts().len(), 3);
    let waited: Duration = error.attempts().iter().map(|attempt| attempt.delay()).sum();
    assert!(
        waited >= Duration::from_secs(2) && started.elapsed() >= waited,
        "{waited:?}"
    );
    assert_eq!(error.request_ids().count(), 3);
    assert_eq!(counter.runs(), 0);
    Ok(())
}

#[tokio::test]
async fn ministack_a_throttled_call_succeeds_when_there_is_room_again() -> Result<(), Error> {
    reserve("single", 1);
    let lambda = Ministack::shared().lambda().build();
    let counter = Counter::new();
    let counted = CountedClient::builder(&lambda)
        .set("function", "single")
        .build()?;

    let first = tokio::spawn(counted.sleep(1_500, counter.path()));
    while counter.runs() == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let call = counted.echo(&json!(1), counter.path());
    let reply = call.retry(RetryConfig::new().max_attempts(10)).send().await;
    let reply = reply.map_err(lambda_client::CallError::into_error)?;

    assert!(
        reply.attempts().len() > 1,
        "the first attempt had to be throttled"
    );
    let (last, throttled) = reply.attempts().split_last().expect("there were attempts");
    assert!(
        throttled
            .iter()
            .all(|attempt| attempt.did_run() == DidRun::No)
    );
    assert_eq!(last.did_run(), DidRun::Yes);
    assert_eq!(first.await.expect("the task ends")?, 1_500);
    assert_eq!(counter.runs(), 2);
    Ok(())
}

#[tokio::test]
async fn ministack_an_event_is_accepted_by_a_function_without_room() {
    reserve("patient", 0);
    let lambda = Ministack::shared().lambda().build();
    let call = lambda.call("patient").json::<Value>(&json!({}));
    call.event().await.expect("events wait in the queue");
}

#[tokio::test]
async fn ministack_an_unknown_function_is_not_found() {
    let lambda = Ministack::shared().lambda().build();
    let call = || {
        lambda
            .call("nobody")
            .json::<Value>(&json!({}))
            .idempotent(true)
    };
    let synchronous = call().await.unwrap_err();
    let event = call().event().await.unwrap_err();
    let dry_run = call().dry_run().await.unwrap_err();
    for error in [synchronous, event, dry_run] {
        assert!(error.is_not_found());
        assert_eq!(error.kind(), ErrorKind::Service);
        assert_eq!(error.status(), Some(404));
        assert_eq!(error.did_run(), DidRun::No);
        assert_eq!(error.attempts().len(), 1, "it will not exist in a moment");
    }
}

async fn refused(keys: &Keys) -> Error {
    let endpoint = Ministack::shared().endpoint();
    let lambda = client::lambda(&endpoint, keys).build();
    let counter = Counter::new();
    let builder = CountedClient::builder(&lambda).set("function", "python");
    let counted = builder.build().expect("the function's name is one");
    let call = counted.echo(&json!(1), counter.path()).idempotent(true);
    let error = call.await.unwrap_err();
    assert_eq!(error.status(), Some(403));
    assert_eq!(error.did_run(), DidRun::No);
    assert_eq!(error.attempts().len(), 1);
    assert_eq!(counter.runs(), 0);
    error
}

/// The endpoint verifies the signature of headers and body, so every other test shows that a right one passes.
#[tokio::test]
async fn ministack_wrong_credentials_are_refused() {
    let keys = Ministack::shared().keys();
    let wrong_secret = Keys::new(&keys.id, "wrong");
    assert_eq!(
        refused(&wrong_secret).await.code(),
        Some("InvalidSignatureException")
    );
    let unknown = Keys::new("AKIAUNKNOWNUNKNOWN00", "wrong");
    assert_eq!(
        refused(&unknown).await.code(),
        Some("UnrecognizedClientException")
    );
}

#[tokio::test]
async fn ministack_a_caller_without_permission_is_refused() {
    let keys = Ministack::shared().user("reader", &["lambda:ListFunctions"]);
    let error = refused(&keys).await;
    assert_eq!(error.code(), Some("AccessDeniedException"));
    assert!(
        error.to_string().contains("lambda:InvokeFunction"),
        "{error}"
    );
}

#[tokio::test]
async fn ministack_a_function_is_in_one_region() {
    let ministack = Ministack::shared();
    let lambda = client::lambda_in("eu-west-1", &ministack.endpoint(), ministack.keys()).build();
    let error = lambda
        .call("python")
        .json::<Value>(&json!({}))
        .await
        .unwrap_err();
    assert!(error.is_not_found(), "{error}");
}
