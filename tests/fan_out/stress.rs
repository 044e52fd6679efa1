//! The limiter under threads that cancel, panic and shut down at random: no place is lost, and nobody waits for ever.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use lambda_client::fan_out::Limiter;
use lambda_client::{Error, ErrorKind, Lambda, fan_out};
use tokio::time::{sleep, timeout};

use crate::endpoint::Endpoint;

const TASKS: u64 = 64;
const ROUNDS: u64 = 100;

/// Far longer than a run takes; only what is stuck takes so long.
const STUCK: Duration = Duration::from_secs(60);

/// A small generator of numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Acquires permits, and gives them back in every way that there is.
async fn use_permits(limiter: Limiter, seed: u64) {
    let mut numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..ROUNDS {
        let wait = Duration::from_micros(numbers.below(2_000));
        let acquired = match numbers.below(3) {
            // Given up at any time: before, at or after the moment that the permit is granted.
            0 => timeout(wait, limiter.acquire()).await.ok(),
            1 => tokio::select! {
                permit = limiter.acquire() => Some(permit),
                () = tokio::task::yield_now() => None,
            },
            _ => Some(limiter.acquire().await),
        };
        let Some(permit) = acquired else { continue };
        if numbers.below(2) == 0 {
            sleep(Duration::from_micros(numbers.below(300))).await;
        }
        match numbers.below(64) {
            0..8 => drop(permit),
            8 => permit.observe(Some(
                &Error::builder(ErrorKind::Throttled)
                    .throttle_reason("ConcurrentInvocationLimitExceeded")
                    .build(),
            )),
            9..16 => {
                let panicked = catch_unwind(AssertUnwindSafe(move || {
                    let _permit = permit;
                    std::panic::resume_unwind(Box::new("by intention"));
                }));
                assert!(panicked.is_err());
            }
            _ => permit.observe(None),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn permits_survive_threads_that_cancel_and_panic() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    let tasks: Vec<_> = (1..=TASKS)
        .map(|seed| tokio::spawn(use_permits(limiter.clone(), seed)))
        .collect();
    for (number, task) in tasks.into_iter().enumerate() {
        // Some are aborted, wherever they are.
        if number % 8 == 7 {
            task.abort();
            let _ = task.await;
        } else {
            timeout(STUCK, task).await.expect("not stuck").unwrap();
        }
    }
    assert_eq!(limiter.in_flight(), 0);
    let permit = timeout(STUCK, limiter.acquire()).await.expect("a place");
    permit.observe(None);
}

#[test]
fn a_runtime_that_shuts_down_gives_its_places_back() {
    let lambda = Endpoint::with(100).lambda();
    let limiter = lambda.limiter("f");
    limiter.set_limit(4);
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
    };
    let (ends, stays) = (runtime().unwrap(), runtime().unwrap());
    // Four run, and others wait.
    for _ in 0..8 {
        let limiter = limiter.clone();
        ends.spawn(async move {
            let _permit = limiter.acquire().await;
            sleep(Duration::from_secs(3_600)).await;
        });
    }
    let waiting = stays.block_on(async {
        while limiter.in_flight() < 4 {
            sleep(Duration::from_millis(1)).await;
        }
        let limiter = limiter.clone();
        let mut acquiring = Box::pin(async move { drop(limiter.acquire().await) });
        // It waits before the other runtime ends.
        let is_waiting = futures::poll!(&mut acquiring).is_pending();
        is_waiting.then(|| tokio::spawn(acquiring))
    });
    ends.shutdown_background();
    stays.block_on(async {
        if let Some(waiting) = waiting {
            timeout(STUCK, waiting).await.expect("not stuck").unwrap();
        }
        while limiter.in_flight() > 0 {
            sleep(Duration::from_millis(1)).await;
        }
    });
}

async fn cancel_at_random(lambda: Lambda, seed: u64) {
    let mut numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..20 {
        let cancel = Duration::from_millis(1 + numbers.below(80));
        let batch = fan_out(0..200, |item: u32| lambda.call("f").json::<u32>(&item));
        match numbers.below(2) {
            0 => drop(timeout(cancel, batch.collect()).await),
            _ => drop(batch.cancel_on(sleep(cancel)).collect().await),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fan_outs_that_are_canceled_at_random_give_their_places_back() {
    let lambda = Endpoint::with(10).lambda();
    let tasks: Vec<_> = (1..=8)
        .map(|seed| tokio::spawn(cancel_at_random(lambda.clone(), seed)))
        .collect();
    for task in tasks {
        timeout(STUCK, task).await.expect("not stuck").unwrap();
    }
    assert_eq!(lambda.limiter("f").in_flight(), 0);
    let batch = fan_out(0..20, |item: u32| lambda.call("f").json::<u32>(&item));
    let batch = timeout(STUCK, batch.collect()).await.expect("not stuck");
    assert!(batch.is_success(), "{}", batch.summary());
}
