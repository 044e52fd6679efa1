//! Which attempts are made, and how many.

use std::time::Duration;

use lambda_client::{DidRun, Error, ErrorKind, RetryConfig, transport::InvokeResponse};

use crate::scripted::Scripted;
use crate::{ran, refused, seven, throttled, unknown};

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_idempotent_never_repeats_what_may_have_run() {
    let transport = Scripted::new([Err(unknown()), Ok(seven())]);
    let result: Result<u32, Error> = transport.lambda().call("f").json(&1).await;
    let error = result.unwrap_err();
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
    assert_eq!(
        ran(error.attempts()),
        [DidRun::Unknown, DidRun::No, DidRun::No]
    );
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
    assert_eq!(error.attempts()[0].code(), Some("Oops"));
    assert_eq!(transport.made(), 1);
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
