//! A function that has not admitted anything for a long time: calls fail at once, until it admits again.

use std::time::Duration;

use futures::{StreamExt, stream};
use lambda_client::fan_out::{Limiter, Permit};
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Error, ErrorKind, LocalLambda, fan_out};
use tokio::time::{Instant, sleep};

use crate::endpoint::Endpoint;

const RESERVED: &str = "ReservedFunctionConcurrentInvocationLimitExceeded";
const RATE: &str = "FunctionInvocationRateLimitExceeded";

fn throttled(reason: &str) -> Error {
    Error::builder(ErrorKind::Throttled)
        .throttle_reason(reason)
        .build()
}

/// A function with a reserved concurrency of zero.
fn zero() -> LocalLambda {
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    LocalLambda::builder()
        .function("f", echo.reserved_concurrency(0))
        .build()
}

#[tokio::test(start_paused = true)]
async fn a_reserved_concurrency_of_zero_fails_fast() {
    let lambda = zero().lambda();
    let started = Instant::now();
    let batch = fan_out(0..100_000, |item: u32| lambda.call("f").json::<u32>(&item));
    let batch = batch.collect().await;
    let elapsed = started.elapsed();
    assert!((5..6).contains(&elapsed.as_secs()), "{elapsed:?}");
    assert_eq!(batch.not_run().count(), 100_000);
    // One after each pause.
    let throttled = batch.summary().throttled;
    assert!((5..20).contains(&throttled), "{throttled}");

    let last = batch.failed().last().unwrap();
    assert_eq!(last.error.did_run(), DidRun::No);
    let error = last.error.error().unwrap();
    assert!(error.is_throttled() && error.is_retryable() && error.attempts().is_empty());
    assert_eq!(
        error.to_string(),
        "function `f`: throttled: not sent; the function did not run; every attempt has been throttled for a long time; raise \
         or remove the function's reserved concurrency if it is 0, otherwise retry later"
    );
    let first = batch.failed().next().unwrap().error.to_string();
    assert!(first.contains("reserved concurrency if it is 0"), "{first}");
}

#[tokio::test(start_paused = true)]
async fn whoever_comes_later_finds_out_anew() {
    let lambda = zero().lambda();
    for _ in 0..2 {
        let started = Instant::now();
        let batch = fan_out(0..2, |item: u32| lambda.call("f").json::<u32>(&item));
        assert_eq!(batch.collect().await.not_run().count(), 2);
        assert!(started.elapsed().as_secs() >= 5);
        sleep(Duration::from_secs(10)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn one_attempt_a_second_finds_out_that_the_function_admits_again() {
    let endpoint = Endpoint::with(0);
    endpoint.set_after(Duration::from_millis(20_500), 20);
    let lambda = endpoint.lambda();
    let started = Instant::now();
    // One every ten milliseconds for forty seconds.
    let inputs = stream::iter(0..4_000_u32).then(|item| async move {
        sleep(Duration::from_millis(10)).await;
        item
    });
    let (mut failed_at, mut attempts, mut succeeded) = (Duration::ZERO, 0, 0);
    let summary = fan_out(inputs, |item| lambda.call("f").json::<u32>(&item))
        .for_each(|done| match done.result {
            Ok(_) => succeeded += 1,
            Err(_) => {
                failed_at = started.elapsed();
                attempts += done.attempts;
            }
        })
        .await;
    assert!(failed_at < Duration::from_millis(22_000), "{failed_at:?}");
    assert!(succeeded > 1_700, "{summary}");
    // The inputs wait for the first five seconds only.
    let elapsed = started.elapsed().as_secs();
    assert!((45..47).contains(&elapsed), "{elapsed}");
    // Up to seven pauses in five seconds, then fifteen seconds.
    assert!(attempts < 40, "{attempts}");
}

/// A limiter whose function has been hopeless for an instant.
async fn hopeless() -> Limiter {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(5) {
        limiter.acquire().await.observe(Some(&throttled(RESERVED)));
    }
    limiter
}

async fn wait(limiter: &Limiter) -> (Permit, u128) {
    let started = Instant::now();
    let permit = limiter.acquire().await;
    (permit, started.elapsed().as_millis())
}

#[tokio::test(start_paused = true)]
async fn loops_written_by_hand_make_one_attempt_a_second() {
    let limiter = hopeless().await;
    for _ in 0..5 {
        let (permit, waited) = wait(&limiter).await;
        assert_eq!(waited, 1_000);
        permit.observe(Some(&throttled(RESERVED)));
    }
    // Also if nothing is known about its end.
    for _ in 0..5 {
        let (permit, waited) = wait(&limiter).await;
        assert_eq!(waited, 1_000);
        drop(permit);
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_that_stays_throttled_is_tried_by_one_at_a_time() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    limiter.set_limit(8);
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(60) {
        limiter.acquire().await.observe(Some(&throttled(RATE)));
    }
    let (first, waited) = wait(&limiter).await;
    assert_eq!(waited, 1_000);
    let (second, waited) = wait(&limiter).await;
    assert_eq!(waited, 1_000);
    // A success opens it for all.
    first.observe(None);
    drop(second);
    let mut permits = Vec::new();
    while limiter.in_flight() < limiter.limit() {
        let (permit, waited) = wait(&limiter).await;
        assert_eq!(waited, 0);
        permits.push(permit);
    }
    assert!(permits.len() >= 8);
}

#[tokio::test(start_paused = true)]
async fn calls_that_wait_fail_as_soon_as_nothing_is_to_be_expected() {
    let lambda = Endpoint::with(0).lambda();
    let started = Instant::now();
    let tasks = [(); 4].map(|()| {
        let lambda = lambda.clone();
        tokio::spawn(async move {
            let batch = fan_out(0..500, |item: u32| lambda.call("f").json::<u32>(&item));
            (batch.collect().await.not_run().count(), Instant::now())
        })
    });
    let mut ends = Vec::new();
    for task in tasks {
        let (not_run, end) = task.await.unwrap();
        assert_eq!(not_run, 500);
        ends.push((end - started).as_millis());
    }
    ends.sort_unstable();
    let (first, last) = (ends[0], ends[3]);
    // The sixth pause ends after 5.1 seconds.
    assert!(first > 5_100 && last < 5_300, "{ends:?}");
    assert_eq!(lambda.limiter("f").in_flight(), 0);
}
