//! When the limiter lets nothing start, when it tries again, and when it gives up.

use std::time::Duration;

use lambda_client::fan_out::{Limiter, Permit};
use lambda_client::local::{Fault, Function};
use lambda_client::server::Invocation;
use lambda_client::{Error, ErrorKind, LocalLambda, fan_out, lambda_fn};
use tokio::time::{Instant, sleep};

use crate::endpoint::Endpoint;

const FULL: &str = "ConcurrentInvocationLimitExceeded";
const RESERVED: &str = "ReservedFunctionConcurrentInvocationLimitExceeded";
const RATE: &str = "FunctionInvocationRateLimitExceeded";

fn throttled(reason: &str) -> Error {
    Error::builder(ErrorKind::Throttled)
        .throttle_reason(reason)
        .build()
}

fn limiter(limit: usize) -> Limiter {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    limiter.set_limit(limit);
    limiter
}

/// Acquires permits for the whole limit.
async fn fill(limiter: &Limiter) -> Vec<Permit> {
    let mut permits = Vec::new();
    while limiter.in_flight() < limiter.limit() {
        permits.push(limiter.acquire().await);
    }
    permits
}

/// Returns how long the next attempt waits. It is then throttled for this reason.
async fn next(limiter: &Limiter, reason: &str) -> u64 {
    let started = Instant::now();
    limiter.acquire().await.observe(Some(&throttled(reason)));
    u64::try_from(started.elapsed().as_millis()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_function_that_is_full_with_nothing_running_is_tried_again_after_pauses() {
    let limiter = limiter(1);
    let mut pauses = Vec::new();
    for _ in 0..8 {
        pauses.push(next(&limiter, FULL).await);
    }
    assert_eq!(pauses, [0, 100, 200, 400, 800, 1_600, 2_000, 2_000]);
    // A success starts the pauses anew.
    limiter.acquire().await.observe(None);
    assert_eq!(next(&limiter, FULL).await, 0);
    assert_eq!(next(&limiter, FULL).await, 100);
}

#[tokio::test(start_paused = true)]
async fn a_function_that_is_full_with_something_running_waits_for_its_end() {
    let limiter = limiter(2);
    let first = limiter.acquire().await;
    limiter.acquire().await.observe(Some(&throttled(FULL)));
    let mut waiting = Box::pin(limiter.acquire());
    assert!(futures::poll!(&mut waiting).is_pending());
    sleep(Duration::from_millis(50)).await;
    first.observe(None);
    assert!(futures::poll!(&mut waiting).is_ready());
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_of_zero_pauses_all_the_same() {
    let limiter = limiter(1);
    let error = Error::builder(ErrorKind::Throttled)
        .throttle_reason(RATE)
        .retry_after(Duration::ZERO)
        .build();
    limiter.acquire().await.observe(Some(&error));
    assert_eq!(next(&limiter, RATE).await, 100);
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_of_an_hour_pauses_for_a_minute() {
    let limiter = limiter(1);
    let error = Error::builder(ErrorKind::Throttled)
        .throttle_reason(RATE)
        .retry_after(Duration::from_secs(3_600))
        .build();
    limiter.acquire().await.observe(Some(&error));
    assert_eq!(next(&limiter, RATE).await, 60_000);
}

#[tokio::test(start_paused = true)]
async fn throttled_rates_of_one_burst_pause_once() {
    let limiter = limiter(8);
    for permit in fill(&limiter).await {
        permit.observe(Some(&throttled(RATE)));
    }
    assert_eq!(next(&limiter, RATE).await, 100);
}

#[tokio::test(start_paused = true)]
async fn a_throttled_rate_ends_the_doubling() {
    let limiter = limiter(8);
    let mut permits = fill(&limiter).await;
    permits.pop().unwrap().observe(Some(&throttled(RATE)));
    permits.into_iter().for_each(|permit| permit.observe(None));
    assert_eq!(limiter.limit(), 8);
}

#[tokio::test(start_paused = true)]
async fn the_longest_retry_after_of_a_burst_counts() {
    let limiter = limiter(2);
    let mut permits = fill(&limiter).await;
    permits.pop().unwrap().observe(Some(&throttled(RATE)));
    let error = Error::builder(ErrorKind::Throttled)
        .throttle_reason(RATE)
        .retry_after(Duration::from_secs(3))
        .build();
    permits.pop().unwrap().observe(Some(&error));
    assert_eq!(next(&limiter, RATE).await, 3_000);
}

#[tokio::test(start_paused = true)]
async fn nothing_starts_in_a_pause() {
    let limiter = limiter(8);
    let mut permits = fill(&limiter).await;
    permits.pop().unwrap().observe(Some(&throttled(RATE)));
    drop(permits);
    let mut waiting = Box::pin(limiter.acquire());
    for _ in 0..9 {
        assert!(futures::poll!(&mut waiting).is_pending());
        sleep(Duration::from_millis(10)).await;
    }
    sleep(Duration::from_millis(11)).await;
    assert!(futures::poll!(&mut waiting).is_ready());
}

#[lambda_fn(name = "f")]
trait Notes {
    #[lambda_fn(mode = "event")]
    async fn write(&self, note: u32) -> Result<(), Error>;
}

#[tokio::test(start_paused = true)]
async fn an_event_that_is_throttled_pauses_and_does_not_shrink_the_limit() {
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    let local = LocalLambda::builder().function("f", echo).build();
    local
        .inject("f", Fault::throttle_for(FULL, None).times(1))
        .unwrap();
    let lambda = local.lambda();
    let notes = NotesClient::new(&lambda);
    let limiter = lambda.limiter("f");
    limiter.set_limit(4);
    let started = Instant::now();
    let batch = fan_out(0..3, |item: u32| notes.write(item));
    assert!(batch.collect().await.is_success());
    assert_eq!(started.elapsed().as_millis(), 100);
    assert!(limiter.limit() >= 4);
    // The same in a loop written by hand.
    local
        .inject("f", Fault::throttle_for(FULL, None).times(3))
        .unwrap();
    let permits = fill(&limiter).await;
    let limit = limiter.limit();
    let error = notes.write(1).await.unwrap_err();
    permits
        .into_iter()
        .for_each(|permit| permit.observe(Some(&error)));
    assert_eq!(limiter.limit(), limit);
}

/// A limiter that admits the attempt that is running, and does not double any more.
async fn full_with_one() -> (Limiter, Permit) {
    let limiter = limiter(2);
    let running = limiter.acquire().await;
    limiter.acquire().await.observe(Some(&throttled(FULL)));
    assert_eq!(limiter.limit(), 1);
    (limiter, running)
}

#[tokio::test(start_paused = true)]
async fn an_attempt_beyond_the_limit_is_made_while_runs_take_long() {
    let (limiter, _running) = full_with_one().await;
    let started = Instant::now();
    let mut waited = Vec::new();
    for _ in 0..6 {
        limiter.acquire().await.observe(Some(&throttled(FULL)));
        waited.push(started.elapsed().as_secs());
    }
    // After 5, 10, 20, 40 seconds and so on.
    assert_eq!(waited, [5, 15, 35, 75, 135, 195]);
    assert_eq!((limiter.limit(), limiter.in_flight()), (1, 1));
    // Once one of them is admitted, the limit doubles again.
    let beyond = limiter.acquire().await;
    let mut next = Box::pin(limiter.acquire());
    assert!(futures::poll!(&mut next).is_pending());
    beyond.observe(None);
    assert!(futures::poll!(&mut next).is_ready());
    assert_eq!(limiter.limit(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_beyond_the_limit_that_is_admitted_makes_the_next_one_due_sooner() {
    let (limiter, _running) = full_with_one().await;
    for _ in 0..2 {
        limiter.acquire().await.observe(Some(&throttled(FULL)));
    }
    limiter.acquire().await.observe(None);
    // Within the limit again, until it is cut.
    limiter.acquire().await.observe(Some(&throttled(FULL)));
    assert_eq!(limiter.limit(), 1);
    let started = Instant::now();
    limiter.acquire().await.observe(Some(&throttled(FULL)));
    assert_eq!(started.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn one_attempt_at_a_time_is_made_beyond_the_limit() {
    let (limiter, _running) = full_with_one().await;
    let beyond = limiter.acquire().await;
    let mut other = Box::pin(limiter.acquire());
    assert!(futures::poll!(&mut other).is_pending());
    // Dropped, it says nothing, and the next one is due as long after it.
    drop(beyond);
    assert!(futures::poll!(&mut other).is_pending());
    assert_eq!(limiter.in_flight(), 1);
    let started = Instant::now();
    drop(other.await);
    assert_eq!(started.elapsed().as_secs(), 5);
}

/// Runs a fan-out of two items of a function that has no capacity left, and returns how many seconds pass until they fail.
async fn hopeless_after(reason: &str, has_admitted: bool) -> u64 {
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    let local = LocalLambda::builder().function("f", echo).build();
    let lambda = local.lambda();
    if has_admitted {
        lambda.limiter("f").acquire().await.observe(None);
    }
    local
        .inject("f", Fault::throttle_for(reason, Some(1)).times(1_000))
        .unwrap();
    let started = Instant::now();
    let batch = fan_out(0..2, |item: u32| lambda.call("f").json::<u32>(&item));
    assert_eq!(batch.collect().await.not_run().count(), 2);
    started.elapsed().as_secs()
}

#[tokio::test(start_paused = true)]
async fn calls_fail_after_some_time_without_a_success() {
    // It may be a reservation of zero.
    assert_eq!(hopeless_after(RESERVED, false).await, 5);
    // It was not zero.
    assert_eq!(hopeless_after(RESERVED, true).await / 5, 12);
    assert_eq!(hopeless_after(FULL, false).await / 5, 12);
    assert_eq!(hopeless_after(RATE, false).await / 5, 12);
}

#[tokio::test(start_paused = true)]
async fn a_success_starts_the_patience_anew() {
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    let local = LocalLambda::builder().function("f", echo).build();
    let lambda = local.lambda();
    let started = Instant::now();
    // Twenty pauses take 33 seconds, and twice as many more than a minute.
    for _ in 0..2 {
        local
            .inject("f", Fault::throttle_for(FULL, None).times(20))
            .unwrap();
        let batch = fan_out([1], |item: u32| lambda.call("f").json::<u32>(&item));
        assert!(batch.collect().await.is_success());
    }
    assert!(started.elapsed().as_secs() > 60);
}
