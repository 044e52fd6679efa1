//! The rules of the limiter, each on its own.

use std::collections::VecDeque;
use std::time::Duration;

use lambda_client::fan_out::{Limiter, Permit};
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{Error, ErrorKind, LocalLambda, fan_out};
use tokio::time::{Instant, sleep};

use crate::endpoint::Endpoint;

pub(crate) fn sleeping(time: Duration) -> Function {
    Function::new(move |invocation: Invocation| async move {
        sleep(time).await;
        invocation.payload
    })
}

fn throttled(reason: &str) -> Error {
    Error::builder(ErrorKind::Throttled)
        .throttle_reason(reason)
        .build()
}

pub(crate) const FULL: &str = "ConcurrentInvocationLimitExceeded";

/// A limiter with a limit of eight, all of whose permits are taken.
pub(crate) async fn full() -> (Limiter, Vec<Permit>) {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    limiter.set_limit(8);
    let mut permits = Vec::new();
    for _ in 0..8 {
        permits.push(limiter.acquire().await);
    }
    (limiter, permits)
}

#[tokio::test(start_paused = true)]
async fn the_limit_doubles_until_an_attempt_is_throttled() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    let mut permits = VecDeque::new();
    for (successes, expected) in [(0, 10), (10, 20), (20, 40), (40, 80)] {
        for _ in 0..successes {
            while limiter.in_flight() < limiter.limit() {
                permits.push_back(limiter.acquire().await);
            }
            permits.pop_front().unwrap().observe(None);
        }
        assert_eq!(limiter.limit(), expected);
    }
    drop(permits);
    let permit = limiter.acquire().await;
    let others = [limiter.acquire().await, limiter.acquire().await];
    permit.observe(Some(&throttled(FULL)));
    // 0.9 times the two that are still running.
    assert_eq!(limiter.limit(), 1);
    drop(others);
}

/// Returns how many attempts succeed, with the limit in use, until the limit is no longer this one. Eight at a time were one too many.
async fn successes_at(limit: usize) -> usize {
    let (limiter, mut permits) = full().await;
    permits.pop().unwrap().observe(Some(&throttled(FULL)));
    drop(permits);
    limiter.set_limit(limit);
    let mut permits = VecDeque::new();
    for successes in 0.. {
        if limiter.limit() != limit {
            return successes;
        }
        while limiter.in_flight() < limit {
            permits.push_back(limiter.acquire().await);
        }
        permits.pop_front().unwrap().observe(None);
    }
    unreachable!("the range has no end")
}

#[tokio::test(start_paused = true)]
async fn after_a_throttled_attempt_the_limit_grows_by_one_in_a_round_trip() {
    assert_eq!(successes_at(4).await, 5);
    // Where an attempt was throttled, more slowly.
    assert_eq!(successes_at(7).await, 32);
}

#[tokio::test(start_paused = true)]
async fn the_limit_doubles_again_where_capacity_has_been_added() {
    let (limiter, mut permits) = full().await;
    permits.pop().unwrap().observe(Some(&throttled(FULL)));
    drop(permits);
    limiter.set_limit(11);
    let mut permits = VecDeque::new();
    for _ in 0..11 {
        permits.push_back(limiter.acquire().await);
    }
    for _ in 0..11 {
        permits.pop_front().unwrap().observe(None);
        permits.push_back(limiter.acquire().await);
    }
    assert_eq!(limiter.limit(), 22);
}

#[tokio::test(start_paused = true)]
async fn throttled_attempts_of_one_epoch_cut_once() {
    let (limiter, mut permits) = full().await;
    permits.pop().unwrap().observe(Some(&throttled(FULL)));
    // Seven are still running.
    assert_eq!(limiter.limit(), 6);
    permits.pop().unwrap().observe(Some(&throttled(FULL)));
    assert_eq!((limiter.limit(), limiter.in_flight()), (6, 6));
    permits.pop().unwrap().observe(Some(&throttled(FULL)));
    // Clamped to what is still running, but not cut again.
    assert_eq!((limiter.limit(), limiter.in_flight()), (5, 5));
}

#[tokio::test(start_paused = true)]
async fn the_limit_grows_only_while_it_is_used() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    limiter.set_limit(8);
    for _ in 0..100 {
        limiter.acquire().await.observe(None);
    }
    assert_eq!(limiter.limit(), 8);
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_never_stuck_at_one() {
    let (limiter, permits) = full().await;
    for permit in permits {
        permit.observe(Some(&throttled(FULL)));
    }
    assert_eq!(limiter.limit(), 1);
    for _ in 0..40 {
        limiter.acquire().await.observe(None);
    }
    assert!(limiter.limit() > 1);
    let (limiter, permits) = full().await;
    for permit in permits {
        permit.observe(Some(&throttled(FULL)));
    }
    sleep(Duration::from_secs(2)).await;
    // After some time without an attempt, one more is tried.
    let _permit = limiter.acquire().await;
    assert_eq!(limiter.limit(), 2);
}

#[tokio::test(start_paused = true)]
async fn calls_now_and_then_do_not_raise_the_limit() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    for _ in 0..100 {
        sleep(Duration::from_secs(2)).await;
        limiter.acquire().await.observe(None);
    }
    assert_eq!(limiter.limit(), 10);
    let (limiter, mut permits) = full().await;
    permits.pop().unwrap().observe(Some(&throttled(FULL)));
    drop(permits);
    for _ in 0..100 {
        sleep(Duration::from_secs(2)).await;
        limiter.acquire().await.observe(None);
    }
    // Not beyond where an attempt was throttled.
    assert_eq!(limiter.limit(), 8);
}

#[tokio::test(start_paused = true)]
async fn after_a_long_time_without_an_attempt_the_limit_doubles_again() {
    for (seconds, expected) in [(2, 7), (31, 9)] {
        let (limiter, mut permits) = full().await;
        permits.pop().unwrap().observe(Some(&throttled(FULL)));
        drop(permits);
        sleep(Duration::from_secs(seconds)).await;
        let mut permits = Vec::new();
        for _ in 0..7 {
            permits.push(limiter.acquire().await);
        }
        for permit in permits.drain(..2) {
            permit.observe(None);
        }
        assert_eq!(limiter.limit(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_throttled_rate_pauses_and_does_not_shrink() {
    let (limiter, mut permits) = full().await;
    let error = Error::builder(ErrorKind::Throttled)
        .throttle_reason("CallerRateLimitExceeded")
        .retry_after(Duration::from_secs(3))
        .build();
    permits.pop().unwrap().observe(Some(&error));
    permits.into_iter().for_each(|permit| permit.observe(None));
    let started = Instant::now();
    assert!(limiter.limit() >= 8);
    drop(limiter.acquire().await);
    assert_eq!(started.elapsed().as_secs(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_rate_without_a_retry_after_pauses_longer_each_time() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    let mut pauses = Vec::new();
    for _ in 0..6 {
        let started = Instant::now();
        let permit = limiter.acquire().await;
        pauses.push(started.elapsed().as_millis());
        permit.observe(Some(&throttled("FunctionInvocationRateLimitExceeded")));
    }
    assert_eq!(pauses, [0, 100, 200, 400, 800, 1600]);
}

#[tokio::test(start_paused = true)]
async fn a_long_run_has_been_admitted_before_it_ends() {
    let minute = Duration::from_secs(60);
    let local = LocalLambda::builder()
        .function("slow", sleeping(minute).timeout(2 * minute))
        .build();
    let lambda = local.lambda();
    let started = Instant::now();
    let batch = fan_out(0..64, |item: u32| lambda.call("slow").json::<u32>(&item));
    assert!(batch.collect().await.is_success());
    let elapsed = started.elapsed();
    assert!(elapsed < minute + Duration::from_secs(5), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_long_run_counts_once() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    let mut permits = Vec::new();
    for _ in 0..10 {
        permits.push(limiter.acquire().await);
    }
    sleep(Duration::from_secs(1)).await;
    // Two for each, as long as half of the limit is used: it has been admitted, and its place will be free.
    permits.push(limiter.acquire().await);
    assert_eq!(limiter.limit(), 22);
    limiter.set_limit(10);
    permits.remove(0).observe(None);
    assert_eq!(limiter.limit(), 10);
}

/// What a machine that stood still has not read yet is not a long run.
#[tokio::test(start_paused = true)]
async fn a_machine_that_stood_still_reads_the_responses_first() {
    let (limiter, permits) = full().await;
    let mut waiting = Box::pin(limiter.acquire());
    assert!(futures::poll!(&mut waiting).is_pending());
    tokio::time::advance(Duration::from_millis(700)).await;
    assert!(futures::poll!(&mut waiting).is_pending());
    assert_eq!(limiter.limit(), 8);
    for permit in permits {
        permit.observe(Some(&throttled(FULL)));
    }
    drop(waiting);
    assert_eq!(limiter.limit(), 1);
}

#[tokio::test]
async fn spellings_of_a_name_have_one_limiter_and_functions_their_own() {
    let lambda = Endpoint::with(1).lambda();
    lambda.limiter("f").set_limit(7);
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    assert_eq!(lambda.clone().limiter(arn).limit(), 7);
    assert_eq!(lambda.limiter("g").limit(), 10);
}
