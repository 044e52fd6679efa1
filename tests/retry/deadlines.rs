//! Bounds of calls and of attempts.

use std::time::Duration;

use lambda_client::{DidRun, ErrorKind, transport::SendStage};
use tokio::time::Instant;

use crate::scripted::{Scripted, lambda, never};
use crate::{seven, throttled};

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
        (Some(SendStage::Preparing), DidRun::No),
        (Some(SendStage::Sending), DidRun::Unknown),
        (Some(SendStage::Responded), DidRun::Unknown),
    ] {
        let lambda = lambda(never(stage));
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
async fn the_message_names_the_limit_that_ended_the_attempt() {
    let (short, long) = (Duration::from_millis(30), Duration::from_millis(90));
    let lambda = lambda(never(Some(SendStage::Sending)));
    let call = || lambda.call("f").json::<u32>(&1);
    let deadline = Instant::now() + short;
    for (call, message) in [
        (
            call().deadline(deadline.into_std()).attempt_timeout(long),
            "the deadline passed",
        ),
        (
            call().timeout(long).attempt_timeout(short),
            "the attempt timed out after 30ms",
        ),
        (
            call().timeout(short).attempt_timeout(short),
            "timed out after 30ms",
        ),
        (call().timeout(short), "timed out after 30ms"),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(error.message(), Some(message), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_has_a_bound_of_its_own() {
    let lambda = lambda(never(Some(SendStage::Sending)));
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
