//! What an error says must be true, whatever odd way the call was made.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use lambda_client::{
    DidRun, Error, ErrorKind, FunctionError, Raw, RetryConfig,
    certainty::Retryability,
    failure::Failure,
    lambda_fn,
    server::ErrorDocument,
    transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind},
};
use tokio::time::timeout;

use crate::ran;
use crate::scripted::{Scripted, Step, lambda, never};

fn unknown() -> Step {
    let evidence = Evidence::Unknown;
    Err(TransportError::new(
        TransportErrorKind::Connection,
        evidence,
    ))
}

fn refused() -> Step {
    Err(crate::refused())
}

fn throttled() -> Step {
    Err(TransportError::service(429).with_code("TooManyRequestsException"))
}

fn failed(document: &str) -> Step {
    Ok(InvokeResponse::new(200, document.to_owned().into()).with_function_error("Unhandled"))
}

/// Emulators run the function regardless.
#[tokio::test(start_paused = true)]
async fn a_dry_run_that_may_have_been_sent_may_have_run_the_function() {
    let passed = || Ok(InvokeResponse::new(204, "".into()));
    let transport = Scripted::new([unknown()]);
    let call = transport.lambda().call("f").json::<u8>(&1).dry_run();
    let error = call.await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Unknown);
    assert!(
        error.to_string().contains("the function may have run"),
        "{error}"
    );

    let transport = Scripted::new([unknown(), passed()]);
    let call = transport.lambda().call("f").json::<u8>(&1).dry_run();
    let reply = call.idempotent(true).send().await.expect("it is repeated");
    assert_eq!(ran(reply.attempts()), [DidRun::Unknown, DidRun::No]);

    let transport = Scripted::new([refused(), throttled(), passed()]);
    let call = transport.lambda().call("f").json::<u8>(&1).dry_run();
    let reply = call.send().await.expect("nothing ran, so it is repeated");
    assert_eq!(ran(reply.attempts()), [DidRun::No; 3]);
}

#[tokio::test]
async fn a_call_that_is_polled_after_its_end_does_not_say_that_nothing_ran() {
    let transport = Scripted::new([Ok(InvokeResponse::new(200, "7".into()))]);
    let mut call = transport.lambda().call("f").json::<u8>(&1);
    assert_eq!((&mut call).await.unwrap(), 7);
    assert_eq!((&mut call).await.unwrap_err().did_run(), DidRun::Unknown);
    assert_eq!(call.send().await.unwrap_err().did_run(), DidRun::Unknown);
}

#[tokio::test(start_paused = true)]
async fn options_of_a_running_call_are_refused() {
    let mut call = lambda(never(None)).call("f").json::<u8>(&1);
    let mut context = Context::from_waker(Waker::noop());
    assert!(matches!(pin!(&mut call).poll(&mut context), Poll::Pending));
    // In virtual time: a call that takes the option instead would wait for ever.
    let refused = timeout(Duration::from_secs(3600), call.event()).await;
    let error = refused.expect("the call ends at once").unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Configuration, DidRun::Unknown)
    );
    assert!(
        error.to_string().contains("while it was running"),
        "{error}"
    );
}

/// Asks for another attempt, by the name of its own error and by one that only Lambda uses.
#[derive(Debug)]
struct Eager(Error);

impl FunctionError for Eager {
    fn from_error(error: Error) -> Self {
        Eager(error)
    }

    fn to_document(&self) -> ErrorDocument {
        self.0.to_document()
    }

    fn is_retryable(failure: &Failure) -> bool {
        matches!(failure.error_type(), Some("Busy" | "Sandbox.Timedout"))
    }
}

#[lambda_fn(name = "busy")]
trait Busy {
    async fn work(&self) -> Result<u8, Eager>;
}

#[tokio::test(start_paused = true)]
async fn only_the_functions_own_code_can_ask_for_another_attempt() {
    let seven = || Ok(InvokeResponse::new(200, "7".into()));
    let transport = Scripted::new([failed(r#"{"errorType":"Busy"}"#), seven()]);
    let result = BusyClient::new(&transport.lambda()).work().await;
    assert_eq!(result.unwrap(), 7);

    let timed_out =
        r#"{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 3.00 seconds"}"#;
    let transport = Scripted::new([failed(timed_out), seven()]);
    let result = BusyClient::new(&transport.lambda()).work().await;
    assert_eq!(result.unwrap_err().0.did_run(), DidRun::Yes);
    assert_eq!(transport.made(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_reached_the_function_is_paid_back() {
    let script = (0..20).flat_map(|_| [throttled(), failed(r#"{"errorType":"Oops"}"#)]);
    let transport = Scripted::new(script);
    let lambda = transport.lambda();
    for _ in 0..10 {
        let retry = RetryConfig::new().budget(1);
        let error = lambda
            .call("f")
            .json::<u8>(&1)
            .retry(retry)
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some("Oops"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_short_timeout_is_time_enough_for_one_attempt() {
    let transport = Scripted::new([Ok(InvokeResponse::new(200, "7".into()))]);
    let call = transport.lambda().call("f").json::<u8>(&1);
    assert_eq!(call.timeout(Duration::from_millis(5)).await.unwrap(), 7);

    let call = lambda(never(None)).call("f").json::<u8>(&1);
    let error = call.timeout(Duration::from_millis(5)).await.unwrap_err();
    assert!(error.to_string().contains("timed out after 5ms"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn an_attempt_tells_its_class() {
    let transport = Scripted::new([throttled(), unknown()]);
    let error = transport
        .lambda()
        .call("f")
        .json::<u8>(&1)
        .await
        .unwrap_err();
    let outlooks: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| attempt.retryability())
        .collect();
    assert_eq!(
        outlooks,
        [Some(Retryability::Throttled), Some(Retryability::Transient)]
    );
}

#[tokio::test]
async fn no_error_quotes_the_payload() {
    let secret = r#""4111-1111""#;
    let transport = Scripted::new([Ok(InvokeResponse::new(200, secret.into()))]);
    let error = transport
        .lambda()
        .call("f")
        .json::<u8>(&1)
        .await
        .unwrap_err();
    let mut texts = format!("{error:?} {error}");
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        texts.push_str(&format!(" {cause:?} {cause}"));
        source = cause.source();
    }
    assert!(!texts.contains("4111"), "{texts}");
    assert_eq!(error.raw().unwrap(), secret);
}

#[tokio::test]
async fn broken_json_is_not_called_json() {
    for (result, words) in [
        ("{\"a\":", "not valid JSON"),
        ("[1,", "not valid JSON"),
        ("[1]", "but not a `u8`"),
    ] {
        let transport = Scripted::new([Ok(InvokeResponse::new(200, result.into()))]);
        let error = transport
            .lambda()
            .call("f")
            .json::<u8>(&1)
            .await
            .unwrap_err();
        assert!(error.to_string().contains(words), "{result}: {error}");
    }
}

#[test]
fn a_handler_cannot_claim_how_far_lambda_got() {
    for name in [
        "Runtime.InitError",
        "Sandbox.Timedout",
        "lambda_client.Downstream",
    ] {
        let document = Error::function(name, "").to_document();
        assert_eq!(document.error_type(), name.replacen('.', "_", 1));
    }
    assert_eq!(
        Error::function("com.acme.Down", "")
            .to_document()
            .error_type(),
        "com.acme.Down"
    );
}

#[tokio::test]
async fn what_came_from_further_down_keeps_its_whole_story_and_does_not_grow() {
    let first = r#"{"errorType":"Disk","errorMessage":"full","stackTrace":["at a"],"cause":{"errorType":"Io","errorMessage":"28"}}"#;
    let mut document = first.to_owned();
    for hop in ["one", "two", "three"] {
        let transport = Scripted::new([failed(&document)]);
        let error = transport
            .lambda()
            .call(hop)
            .json::<Raw>(&1)
            .await
            .unwrap_err();
        document = String::from_utf8(error.to_document().to_bytes().to_vec()).unwrap();
    }
    let outermost = Failure::decode(document.clone().into());
    assert_eq!(
        outermost.message(),
        Some("a call to `three` failed: lambda_client.Downstream")
    );
    let mut failure = &outermost;
    for _ in 0..3 {
        assert_eq!(failure.error_type(), Some("lambda_client.Downstream"));
        failure = failure.cause().unwrap();
    }
    assert_eq!(failure.error_type(), Some("Disk"));
    assert_eq!(failure.trace(), ["at a"]);
    assert_eq!(failure.cause().unwrap().message(), Some("28"));
    assert!(document.len() < first.len() + 3 * 130, "{document}");
}
