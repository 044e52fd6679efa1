//! The limiter against a function with a known capacity, in virtual time.

use std::time::Duration;

use lambda_client::{Lambda, fan_out};
use tokio::time::Instant;

use crate::endpoint::{Endpoint, RUN};

const ITEMS: u32 = 5_000;

/// What a fan-out took.
#[derive(Debug)]
struct Taken {
    time: Duration,
    throttled_share: f64,
}

impl Taken {
    #[track_caller]
    fn assert_below(&self, ideal: Duration, ratio: f64) {
        let taken = self.time.as_secs_f64() / ideal.as_secs_f64();
        println!(
            "{taken:.3} of the ideal time, {:.1} % throttled",
            self.throttled_share * 100.0
        );
        assert!(taken <= ratio, "{taken:.3} of the ideal time");
        assert!(self.throttled_share <= 0.05, "{self:?}");
    }
}

async fn run(lambda: &Lambda, function: &str, items: u32) -> Taken {
    let started = Instant::now();
    let batch = fan_out(0..items, |item| lambda.call(function).json::<u32>(&item))
        .collect()
        .await;
    let time = started.elapsed();
    assert!(batch.is_success(), "{}", batch.summary());
    assert!(batch.succeeded().copied().eq(0..items));
    let throttled = batch.summary().throttled as f64;
    Taken {
        time,
        throttled_share: throttled / (throttled + f64::from(items)),
    }
}

/// The time that `items` take if every slot is always used.
fn ideal(items: u32, slots: u32) -> Duration {
    RUN * items / slots
}

#[tokio::test(start_paused = true)]
async fn the_limit_finds_the_capacity_from_below() {
    let taken = run(&Endpoint::with(20).lambda(), "f", ITEMS).await;
    taken.assert_below(ideal(ITEMS, 20), 1.12);
}

#[tokio::test(start_paused = true)]
async fn the_limit_finds_the_capacity_from_200() {
    let lambda = Endpoint::with(20).lambda();
    lambda.limiter("f").set_limit(200);
    let taken = run(&lambda, "f", ITEMS).await;
    taken.assert_below(ideal(ITEMS, 20), 1.12);
}

#[tokio::test(start_paused = true)]
async fn the_limit_follows_a_capacity_that_grows() {
    let endpoint = Endpoint::with(20);
    let half = ideal(ITEMS, 20) / 4;
    endpoint.set_after(half, 100);
    let taken = run(&endpoint.lambda(), "f", ITEMS).await;
    // A quarter of the items with 20 slots, the rest with 100.
    let ideal = half + ideal(ITEMS * 3 / 4, 100);
    taken.assert_below(ideal, 1.4);
}

#[tokio::test(start_paused = true)]
async fn the_limit_follows_a_capacity_that_shrinks() {
    let endpoint = Endpoint::with(100);
    let half = ideal(ITEMS, 100) / 2;
    endpoint.set_after(half, 10);
    let taken = run(&endpoint.lambda(), "f", ITEMS).await;
    let ideal = half + ideal(ITEMS / 2, 10);
    taken.assert_below(ideal, 1.4);
}

#[tokio::test(start_paused = true)]
async fn two_fan_outs_share_a_function_fairly() {
    let lambda = Endpoint::with(20).lambda();
    let other = lambda.clone();
    let (one, two) = tokio::join!(
        tokio::spawn(async move { run(&lambda, "f", ITEMS / 2).await }),
        tokio::spawn(async move { run(&other, "f", ITEMS / 2).await }),
    );
    let (one, two) = (one.unwrap().time, two.unwrap().time);
    let ratio = one.as_secs_f64() / two.as_secs_f64();
    println!("{ratio:.3}");
    assert!((0.8..=1.25).contains(&ratio), "{one:?} and {two:?}");
    assert!(
        one.max(two) <= ideal(ITEMS, 20).mul_f64(1.12),
        "{one:?}, {two:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_second_fan_out_gets_its_share_of_one_that_runs() {
    let lambda = Endpoint::with(20).lambda();
    let (first, second) = (lambda.clone(), lambda.clone());
    let first = tokio::spawn(async move { run(&first, "f", ITEMS).await });
    tokio::time::sleep(Duration::from_secs(3)).await;
    let second = run(&second, "f", ITEMS / 4).await;
    // With half of the slots; within 20 %.
    let fair = ideal(ITEMS / 4, 10).as_secs_f64();
    let ratio = second.time.as_secs_f64() / fair;
    println!("{ratio:.3}");
    assert!((0.8..=1.2).contains(&ratio), "{ratio:.3}");
    first.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn another_function_is_not_touched() {
    let lambda = Endpoint::with(20).lambda();
    let other = lambda.clone();
    let busy = tokio::spawn(async move { run(&other, "f", ITEMS).await });
    tokio::time::sleep(Duration::from_secs(3)).await;
    let limit = lambda.limiter("f").limit();
    assert!((15..=25).contains(&limit), "{limit}");
    assert_eq!(lambda.limiter("open").limit(), 10);
    run(&lambda, "open", 2_000).await;
    let limit = lambda.limiter("open").limit();
    assert!(limit > 100, "{limit}");
    busy.await.unwrap();
}
