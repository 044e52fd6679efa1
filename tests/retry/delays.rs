//! How long the loop waits between attempts.

use std::time::Duration;

use lambda_client::{RetryConfig, transport::TransportError};
use tokio::time::Instant;

use crate::scripted::Scripted;
use crate::{delays, refused, seven, throttled};

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
    // The jitter of these tests always draws the whole bound.
    let secs = Duration::from_secs;
    assert_eq!(delays(reply.attempts()), [secs(0), secs(1), secs(2)]);
    assert_eq!(started.elapsed(), secs(3));
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
    let rows: [(fn() -> TransportError, _, _); 3] = [
        (throttled, 1000, 2000),
        (not_ready, 2000, 4000),
        (refused, 100, 200),
    ];
    for (error, first, second) in rows {
        let transport = Scripted::new([Err(error()), Err(error()), Ok(seven())]);
        let call = transport.lambda().call("f").json::<u32>(&1);
        let reply = call.send().await.unwrap();
        let millis = Duration::from_millis;
        assert_eq!(
            delays(reply.attempts()),
            [millis(0), millis(first), millis(second)]
        );
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
