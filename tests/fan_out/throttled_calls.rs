//! How calls of a fan-out are retried, throttled or not, and where they wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use lambda_client::local::{Fault, Function};
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Lambda, LocalLambda, RetryConfig, fan_out};
use tokio::time::sleep;

use crate::endpoint::Endpoint;
use crate::limiter::{FULL, sleeping};

/// A function that is throttled as often as given, for this reason.
fn throttles(times: u64, reason: &str) -> LocalLambda {
    let local = LocalLambda::builder()
        .function("f", sleeping(Duration::from_millis(50)))
        .build();
    local
        .inject("f", Fault::throttle_for(reason, None).times(times))
        .unwrap();
    local
}

#[tokio::test(start_paused = true)]
async fn throttled_attempts_do_not_use_up_the_attempts_of_a_call() {
    let lambda = throttles(10, FULL).lambda();
    let batch = fan_out([1], |item: u32| lambda.call("f").json::<u32>(&item));
    let batch = batch.collect().await;
    assert!(batch.is_success(), "{}", batch.summary());
    assert_eq!(batch.summary().throttled, 10);
    // A call outside of a fan-out has its three attempts.
    let lambda = throttles(10, FULL).lambda();
    let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
    assert_eq!(error.attempts().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_failure_after_throttled_attempts_has_the_retries_of_the_call() {
    let local = LocalLambda::builder()
        .function("f", sleeping(Duration::from_millis(50)))
        .build();
    let throttle = Fault::throttle_for(FULL, None);
    local.inject("f", throttle.on_calls(1..=5)).unwrap();
    let error = Fault::service_error("ServiceException");
    local.inject("f", error.on_call(6)).unwrap();
    let lambda = local.lambda();
    let batch = fan_out([1], |item: u32| {
        lambda.call("f").json::<u32>(&item).idempotent(true)
    });
    let batch = batch.collect().await;
    assert!(batch.is_success(), "{}", batch.summary());
    let summary = batch.summary();
    assert_eq!((summary.throttled, summary.retried), (5, 1));
}

#[tokio::test(start_paused = true)]
async fn a_call_with_one_attempt_is_not_made_again() {
    let lambda = throttles(1, FULL).lambda();
    let once = RetryConfig::new().max_attempts(1);
    let batch = fan_out([1], |item: u32| {
        lambda.call("f").json::<u32>(&item).retry(once)
    });
    let batch = batch.collect().await;
    let failed = batch.failed().next().unwrap();
    assert!(failed.error.error().unwrap().is_throttled());
    assert_eq!(failed.error.did_run(), DidRun::No);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_call_counts_while_it_waits() {
    let lambda = Endpoint::with(1).lambda();
    lambda.limiter("f").set_limit(1);
    let _taken = lambda.limiter("f").acquire().await;
    let limit = Duration::from_millis(100);
    let batch = fan_out([1], |item: u32| {
        lambda.call("f").json::<u32>(&item).timeout(limit)
    });
    let batch = batch.collect().await;
    let failed = batch.failed().next().unwrap();
    assert!(failed.error.error().unwrap().is_timeout());
    assert_eq!(failed.error.did_run(), DidRun::No);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_attempt_does_not_hold_its_place() {
    let attempts = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&attempts);
    let function = Function::new(move |invocation: Invocation| {
        seen.fetch_add(1, Ordering::Relaxed);
        async move {
            sleep(Duration::from_millis(50)).await;
            invocation.payload
        }
    });
    let local = LocalLambda::builder().function("f", function).build();
    local
        .inject("f", Fault::throttle_for(FULL, Some(1)).times(1))
        .unwrap();
    let lambda = local.lambda();
    lambda.limiter("f").set_limit(2);
    let order = fan_out(0..6, |item: u32| lambda.call("f").json::<u32>(&item));
    let mut order: Vec<_> = futures::StreamExt::collect(order.stream()).await;
    // Made again before anything that had not started.
    let place = order.iter().position(|done| done.index == 0).unwrap();
    assert!(place <= 1, "{order:?}");
    assert_eq!(attempts.load(Ordering::Relaxed), 6);
    let first = order.swap_remove(place);
    assert_eq!((first.attempts, first.throttled), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn calls_outside_of_a_fan_out_are_not_limited() {
    let lambda: Lambda = Endpoint::with(100).lambda();
    lambda.limiter("f").set_limit(1);
    let _taken = lambda.limiter("f").acquire().await;
    assert_eq!(lambda.call("f").json::<u32>(&1).await.unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_attempt_goes_before_those_who_wait() {
    // The attempt is throttled after two milliseconds; somebody else waits by then.
    let endpoint = Endpoint::with(0);
    endpoint.set_after(Duration::from_millis(50), 1);
    let lambda = endpoint.lambda();
    let limiter = lambda.limiter("f");
    limiter.set_limit(1);
    let batch = fan_out([1], |item: u32| lambda.call("f").json::<u32>(&item)).collect();
    let mut batch = Box::pin(batch);
    assert!(futures::poll!(&mut batch).is_pending());
    let mut other = Box::pin(limiter.acquire());
    assert!(futures::poll!(&mut other).is_pending());
    let first = futures::future::select(batch, other).await;
    assert!(matches!(first, futures::future::Either::Left(_)));
}
