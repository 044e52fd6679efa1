//! Who waits for a permit, and what is dropped.

use std::time::Duration;

use lambda_client::fan_out::Limiter;
use tokio::time::{Instant, sleep, timeout};

use crate::endpoint::Endpoint;
use crate::limiter::full;

/// Acquires a permit in another task, and returns when it was granted.
fn granted_at(limiter: Limiter) -> tokio::task::JoinHandle<Instant> {
    tokio::spawn(async move {
        let _permit = limiter.acquire().await;
        Instant::now()
    })
}

#[tokio::test(start_paused = true)]
async fn who_waits_is_woken_as_soon_as_there_is_room() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    limiter.set_limit(1);
    let permit = limiter.acquire().await;
    let waiting = granted_at(limiter.clone());
    sleep(Duration::from_millis(10)).await;
    drop(permit);
    let freed = Instant::now();
    assert_eq!(waiting.await.unwrap(), freed);

    let _permit = limiter.acquire().await;
    let waiting = granted_at(limiter.clone());
    sleep(Duration::from_millis(10)).await;
    limiter.set_limit(2);
    let raised = Instant::now();
    assert_eq!(waiting.await.unwrap(), raised);
}

#[tokio::test(start_paused = true)]
async fn who_waits_is_woken_in_the_task_that_it_has_moved_to() {
    let limiter = Endpoint::with(1).lambda().limiter("f");
    limiter.set_limit(1);
    let permit = limiter.acquire().await;
    let other = limiter.clone();
    let mut acquiring = Box::pin(async move { other.acquire().await });
    assert!(futures::poll!(&mut acquiring).is_pending());
    let waiting = tokio::spawn(async move {
        let _permit = acquiring.await;
        Instant::now()
    });
    sleep(Duration::from_millis(10)).await;
    drop(permit);
    let freed = Instant::now();
    assert_eq!(waiting.await.unwrap(), freed);
}

#[tokio::test(start_paused = true)]
async fn a_permit_that_is_dropped_and_a_wait_that_is_dropped_free_their_place() {
    let (limiter, permits) = full().await;
    let impatient = timeout(Duration::from_millis(10), limiter.acquire());
    assert!(impatient.await.is_err());
    drop(permits);
    assert_eq!((limiter.limit(), limiter.in_flight()), (8, 0));
    let lambda = Endpoint::with(1).lambda();
    let limiter = lambda.limiter("f");
    limiter.set_limit(1);
    let first = limiter.acquire().await;
    let mut dropped = Box::pin(limiter.acquire());
    assert!(futures::poll!(&mut dropped).is_pending());
    let mut second = Box::pin(limiter.acquire());
    assert!(futures::poll!(&mut second).is_pending());
    // The first one who waits is granted the place, and is dropped without using it.
    drop(first);
    drop(dropped);
    assert!(futures::poll!(&mut second).is_ready());
}
