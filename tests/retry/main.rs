//! The loop that makes the attempts of a call, over a scripted transport and in virtual time.

mod display;
mod honesty;
mod scripted;

use std::time::Duration;

use lambda_client::{
    DidRun, Error, ErrorKind, Evidence, InvokeResponse, Outlook, RetryConfig, Stage,
    TransportError, TransportErrorKind,
};
use tokio::time::Instant;

use self::scripted::{Never, Scripted, Step};

fn throttled() -> TransportError {
    TransportError::service(429).with_code("TooManyRequestsException")
}

fn unknown() -> TransportError {
    TransportError::new(TransportErrorKind::Connection, Evidence::Unknown)
}

fn refused() -> TransportError {
    TransportError::new(TransportErrorKind::Connect, Evidence::NotSent)
}

fn seven() -> InvokeResponse {
    InvokeResponse::new(200, "7".into())
}

type Answer = Result<u32, Error>;

#[tokio::test(start_paused = true)]
async fn what_did_not_run_is_repeated_with_growing_delays() {
    let transport = Scripted::new([Err(throttled()), Err(throttled()), Ok(seven())]);
    let started = Instant::now();
    let reply = transport
        .lambda()
        .call("f")
        .json::<u32>(&1)
        .send()
        .await
        .unwrap();
    let delays: Vec<_> = reply
        .attempts()
        .iter()
        .map(|attempt| attempt.delay())
        .collect();
    // The jitter of these tests always draws the whole bound.
    let secs = Duration::from_secs;
    assert_eq!(delays, [secs(0), secs(1), secs(2)]);
    assert_eq!(started.elapsed(), secs(3));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_idempotent_never_repeats_what_may_have_run() {
    let transport = Scripted::new([Err(unknown()), Ok(seven())]);
    let answer: Answer = transport.lambda().call("f").json(&1).await;
    let error = answer.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Unknown);
    assert!(!error.is_retryable());
    assert_eq!(transport.made(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_idempotent_call_repeats_what_may_have_run() {
    let transport = Scripted::new([Err(unknown()), Ok(seven())]);
    let call = transport
        .lambda()
        .call("f")
        .json::<u32>(&1)
        .idempotent(true);
    assert_eq!(call.await.unwrap(), 7);
    assert_eq!(transport.made(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_later_refusal_does_not_undo_an_earlier_doubt() {
    let transport = Scripted::new([Err(unknown()), Err(throttled()), Err(refused())]);
    let call = transport
        .lambda()
        .call("f")
        .json::<u32>(&1)
        .idempotent(true);
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(error.did_run(), DidRun::Unknown);
    let each: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| attempt.did_run())
        .collect();
    assert_eq!(each, [DidRun::Unknown, DidRun::No, DidRun::No]);
    assert!(error.to_string().contains("may have run"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted() {
    for most in [1, 2, 5] {
        let transport = Scripted::new((0..9).map(|_| Err(refused())));
        let retry = RetryConfig::new().max_attempts(most);
        let call = transport.lambda().call("f").json::<u32>(&1).retry(retry);
        let error = call.await.unwrap_err();
        assert_eq!(transport.made(), most as usize);
        assert_eq!(error.attempts().len(), most as usize);
        assert_eq!(error.did_run(), DidRun::No);
        assert!(error.is_retryable());
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_waited_for() {
    let after = throttled().with_retry_after(Duration::from_secs(9));
    let transport = Scripted::new([Err(after), Ok(seven())]);
    let started = Instant::now();
    transport.lambda().call("f").json::<u32>(&1).await.unwrap();
    assert_eq!(started.elapsed(), Duration::from_secs(9));
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_that_is_too_long_is_for_the_caller() {
    let after = throttled().with_retry_after(Duration::from_secs(3600));
    let transport = Scripted::new([Err(after), Ok(seven())]);
    let error = transport
        .lambda()
        .call("f")
        .json::<u32>(&1)
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(transport.made(), 1);
}

#[tokio::test(start_paused = true)]
async fn each_kind_of_failure_has_a_patience_of_its_own() {
    let not_ready = || TransportError::service(502).with_code("ENINotReadyException");
    for (error, first, second) in [
        (throttled(), 1000, 2000),
        (not_ready(), 2000, 4000),
        (refused(), 100, 200),
    ] {
        let again = match error.code() {
            Some("ENINotReadyException") => not_ready(),
            Some(_) => throttled(),
            None => refused(),
        };
        let transport = Scripted::new([Err(error), Err(again), Ok(seven())]);
        let call = transport.lambda().call("f").json::<u32>(&1);
        let reply = call.send().await.unwrap();
        let delays: Vec<_> = reply
            .attempts()
            .iter()
            .map(|attempt| attempt.delay())
            .collect();
        let millis = Duration::from_millis;
        assert_eq!(delays, [millis(0), millis(first), millis(second)]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reserved_concurrency_that_may_be_zero_is_given_up_early() {
    let reserved = || throttled().with_reason("ReservedFunctionConcurrentInvocationLimitExceeded");
    let transport = Scripted::new((0..9).map(|_| Err(reserved())));
    let retry = RetryConfig::new().max_attempts(9);
    let call = transport.lambda().call("f").json::<u32>(&1).retry(retry);
    let error = call.await.unwrap_err();
    assert_eq!(transport.made(), 3);
    assert!(error.is_throttled() && error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn the_history_shows_the_class_of_each_attempt() {
    let transport = Scripted::new([
        Err(throttled().with_request_id("id-1")),
        Err(TransportError::service(409)
            .with_code("SnapStartNotReadyException")
            .with_request_id("id-2")),
        Err(TransportError::service(500)
            .with_code("ServiceException")
            .with_request_id("id-3")),
    ]);
    let call = transport.lambda().call("f").json::<u32>(&1);
    let error = call.send().await.unwrap_err();
    let history: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| {
            (
                attempt.request_id(),
                attempt.code(),
                attempt.did_run(),
                attempt.outlook(),
            )
        })
        .collect();
    assert_eq!(
        history,
        [
            (
                Some("id-1"),
                Some("TooManyRequestsException"),
                DidRun::No,
                Some(Outlook::Throttled)
            ),
            (
                Some("id-2"),
                Some("SnapStartNotReadyException"),
                DidRun::No,
                Some(Outlook::NotReady)
            ),
            (
                Some("id-3"),
                Some("ServiceException"),
                DidRun::Unknown,
                Some(Outlook::Transient)
            ),
        ]
    );
    assert_eq!(error.attempts(), error.details().attempts());
}

#[tokio::test(start_paused = true)]
async fn no_attempt_starts_too_late() {
    let transport = Scripted::new([Err(throttled()), Ok(seven())]);
    let started = Instant::now();
    let call = transport.lambda().call("f").json::<u32>(&1);
    let error = call.timeout(Duration::from_millis(1010)).await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(
        started.elapsed(),
        Duration::ZERO,
        "a delay that leads nowhere is not waited for"
    );

    let transport = Scripted::new([Ok(seven())]);
    let call = transport.lambda().call("f").json::<u32>(&1);
    let error = call.deadline(Instant::now().into_std()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::Timeout, DidRun::No)
    );
    assert_eq!(transport.made(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_knows_whether_anything_was_sent() {
    for (stage, did_run) in [
        (None, DidRun::Unknown),
        (Some(Stage::Preparing), DidRun::No),
        (Some(Stage::Sending), DidRun::Unknown),
        (Some(Stage::Answered), DidRun::Unknown),
    ] {
        let lambda = scripted::lambda(Never(stage));
        let started = Instant::now();
        let call = lambda
            .call("f")
            .json::<u32>(&1)
            .timeout(Duration::from_secs(2));
        let error = call.await.unwrap_err();
        assert!(error.is_timeout());
        assert_eq!(error.did_run(), did_run, "{stage:?}");
        assert_eq!(started.elapsed(), Duration::from_secs(2));
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_has_a_bound_of_its_own() {
    let lambda = scripted::lambda(Never(Some(Stage::Sending)));
    let started = Instant::now();
    let call = lambda.call("f").json::<u32>(&1).idempotent(true);
    let error = call
        .attempt_timeout(Duration::from_secs(1))
        .await
        .unwrap_err();
    assert_eq!(error.attempts().len(), 3);
    // Three attempts of a second, and delays of 100 and 200 ms.
    assert_eq!(started.elapsed(), Duration::from_millis(3300));
}

#[tokio::test(start_paused = true)]
async fn a_function_has_a_retry_budget_of_its_own() {
    let transport = Scripted::new((0..9).map(|_| Err(refused())));
    let lambda = transport.lambda();
    let retry = RetryConfig::new().budget(3);
    let call = |name: &str| lambda.call(name).json::<u32>(&1).retry(retry);
    assert_eq!(call("a").await.unwrap_err().attempts().len(), 3);
    assert_eq!(
        call("a:live").await.unwrap_err().attempts().len(),
        2,
        "an alias has the same budget"
    );
    assert_eq!(call("a").await.unwrap_err().attempts().len(), 1);
    assert_eq!(call("b").await.unwrap_err().attempts().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn dropping_a_call_stops_its_retries() {
    let transport = Scripted::new((0..9).map(|_| Err(throttled())));
    let lambda = transport.lambda();
    let call = lambda
        .call("f")
        .json::<u32>(&1)
        .retry(RetryConfig::new().max_attempts(9));
    let given_up = tokio::time::timeout(Duration::from_millis(1500), call).await;
    assert!(given_up.is_err());
    let made = transport.made();
    assert_eq!(made, 2);
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(transport.made(), made);
}

#[tokio::test(start_paused = true)]
async fn all_attempts_share_one_payload() {
    let transport = Scripted::new([Err(refused()), Err(refused()), Ok(seven())]);
    transport
        .lambda()
        .call("f")
        .json::<u32>(&"x".repeat(1000))
        .await
        .unwrap();
    let pointers: Vec<_> = transport
        .payloads()
        .iter()
        .map(|payload| payload.as_ptr())
        .collect();
    assert_eq!(pointers.len(), 3);
    assert!(pointers.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test(start_paused = true)]
async fn a_function_error_is_final() {
    let document = r#"{"errorType":"Oops","errorMessage":"no"}"#;
    let failed = InvokeResponse::new(200, document.into()).with_function_error("Unhandled");
    let transport = Scripted::new([Ok(failed), Ok(seven())]);
    let call = transport
        .lambda()
        .call("f")
        .json::<u32>(&1)
        .idempotent(true);
    let error = call.await.unwrap_err();
    assert_eq!(error.code(), Some("Oops"));
    assert_eq!(transport.made(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_value_of_the_error_header_may_be_any_bytes() {
    for value in [&b""[..], b"\xff\x00", b"Handled"] {
        let failed = InvokeResponse::new(200, "{}".into()).with_function_error(value);
        let transport = Scripted::new([Ok(failed)]);
        let error = transport
            .lambda()
            .call("f")
            .json::<u32>(&1)
            .await
            .unwrap_err();
        assert!(error.is_function_error());
    }
}

#[test]
fn errors_are_one_pointer_wide_and_travel() {
    fn travels<T: Send + Sync + 'static>() {}
    travels::<Error>();
    travels::<lambda_client::CallError<Error>>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Error>>(), size_of::<usize>());
}

#[tokio::test]
async fn debug_prints_no_payload() {
    let transport = Scripted::new([Ok(InvokeResponse::new(200, "\"secret answer\"".into()))]);
    let lambda = transport.lambda();
    let call = lambda
        .call("f")
        .json::<String>("secret event")
        .client_context("secret context");
    let mut texts = vec![format!("{call:?}")];
    let reply = call.send().await.unwrap();
    texts.push(format!("{reply:?}"));
    for text in texts {
        assert!(!text.contains("secret"), "{text}");
    }
}

#[tokio::test]
async fn a_step_that_is_not_scripted_fails_the_test() {
    let transport = Scripted::new(Vec::<Step>::new());
    let error = transport
        .lambda()
        .call("f")
        .json::<u32>(&1)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
