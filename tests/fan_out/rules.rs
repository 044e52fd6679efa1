//! When a fan-out stops.

use std::future::ready;
use std::time::Duration;

use futures::{StreamExt, stream};
use lambda_client::fan_out::{Failures, Stopped};
use lambda_client::{Error, FanOutExt, fan_out};
use tokio::time::sleep;

async fn fails_from(first: usize, item: usize) -> Result<usize, Error> {
    sleep(Duration::from_millis(1)).await;
    match item < first {
        true => Ok(item),
        false => Err(Error::function("Full", "no room")),
    }
}

#[tokio::test(start_paused = true)]
async fn enough_successes_stop_it_and_what_runs_goes_on() {
    let batch = fan_out(0.., |item| fails_from(1_000, item))
        .concurrency(8)
        .until(20)
        .collect()
        .await;
    let succeeded = batch.succeeded().count();
    assert!((20..28).contains(&succeeded), "{succeeded}");
    assert_eq!(batch.failed().count(), 0);
    assert_eq!(batch.summary().stopped, Some(Stopped::EnoughSuccesses));
    assert!(!batch.is_success());
}

#[tokio::test(start_paused = true)]
async fn a_failure_stops_it_only_if_asked_for() {
    let settled = fan_out(0..50, |item| fails_from(5, item)).concurrency(1);
    let settled = settled.collect().await;
    assert_eq!(settled.failed().count(), 45);
    assert_eq!(settled.summary().stopped, None);
    let stopped = fan_out(0..50, |item| fails_from(5, item)).concurrency(1);
    let stopped = stopped.stop_on_failure().collect().await;
    assert_eq!(stopped.succeeded().count(), 5);
    assert_eq!(stopped.failed().count(), 1);
    assert_eq!(stopped.summary().stopped, Some(Stopped::TooManyFailures));
    assert_eq!(stopped.summary().not_started, Some(44));
}

#[tokio::test(start_paused = true)]
async fn a_number_of_failures_is_tolerated() {
    let batch = fan_out(0..50, |item| fails_from(5, item))
        .concurrency(1)
        .tolerate(Failures::count(3))
        .collect()
        .await;
    assert_eq!(batch.failed().count(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_share_of_a_known_number_of_inputs_is_tolerated() {
    let batch = fan_out(0..50, |item| fails_from(5, item))
        .concurrency(1)
        .tolerate(Failures::share(0.1))
        .collect()
        .await;
    assert_eq!(batch.failed().count(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_share_of_an_unknown_number_is_judged_late() {
    let unknown = (0..500).filter(|_| true);
    let batch = fan_out(unknown, |item| fails_from(5, item))
        .concurrency(1)
        .tolerate(Failures::share(0.5))
        .collect()
        .await;
    // The first failures were more than half of too few items; ten of twenty are not.
    assert_eq!(batch.results().len(), 20);
    let endless = stream::repeat(0).fan_out(|item| fails_from(0, item));
    let endless = endless.concurrency(1).tolerate(Failures::share(0.5));
    assert_eq!(endless.collect().await.results().len(), 20);
}

#[tokio::test]
async fn the_twentieth_item_of_an_unknown_number_is_judged() {
    for (first_failure, judged) in [(18, 20), (19, 500), (20, 500)] {
        let items = stream::iter(0..500).map(|item| (item >= first_failure && item < 20, item));
        let endless = items
            .filter(|_| ready(true))
            .fan_out(|(fails, item)| async move {
                match fails {
                    true => Err(Error::function("Full", "no room")),
                    false => Ok(item),
                }
            });
        // One of twenty is a twentieth; two are more.
        let rule = endless.concurrency(1).tolerate(Failures::share(0.05));
        let batch = rule.collect().await;
        assert_eq!(batch.results().len(), judged, "{first_failure}");
    }
}

#[tokio::test]
async fn a_share_of_zero_stops_at_the_first_failure_and_of_one_never() {
    for (share, ended) in [(0.0, 3), (1.0, 60)] {
        let batch = fan_out(0..60, |item| fails_from(2, item)).concurrency(1);
        let batch = batch.tolerate(Failures::share(share)).collect().await;
        assert_eq!(batch.results().len(), ended);
    }
}

#[tokio::test]
async fn what_is_not_a_share_counts_as_zero() {
    for share in [f64::NAN, -1.0, f64::NEG_INFINITY] {
        let batch = fan_out(0..60, |item| fails_from(2, item)).concurrency(1);
        let batch = batch.tolerate(Failures::share(share)).collect().await;
        assert_eq!(batch.results().len(), 3, "{share}");
    }
}

#[tokio::test(start_paused = true)]
async fn inputs_that_do_not_say_that_they_have_ended_are_not_waited_for() {
    let inputs = stream::iter(0..5).chain(stream::pending());
    let batch = fan_out(inputs, |item| fails_from(5, item))
        .until(5)
        .collect();
    let batch = tokio::time::timeout(Duration::from_secs(60), batch).await;
    assert!(batch.expect("it ends").is_success());
}

#[tokio::test]
async fn no_success_may_be_enough() {
    let mut items = 0..50_usize;
    let batch = fan_out(&mut items, |item| fails_from(50, item)).until(0);
    let batch = batch.collect().await;
    assert_eq!(batch.results().len(), 0);
    assert_eq!(items, 0..50);
    let summary = batch.summary().to_string();
    assert_eq!(
        summary,
        "0 items in 0.0 s: 0 succeeded; stopped: enough items succeeded, 50 not started"
    );
}

#[tokio::test(start_paused = true)]
async fn two_rules_apply_together() {
    for (first_failure, why) in [
        (10, Stopped::TooManyFailures),
        (40, Stopped::EnoughSuccesses),
    ] {
        let batch = fan_out(0..100, |item| fails_from(first_failure, item)).concurrency(1);
        let batch = batch.until(30).tolerate(Failures::count(2)).collect().await;
        assert_eq!(batch.summary().stopped, Some(why));
    }
}

#[tokio::test]
async fn after_the_last_input_nothing_is_stopped() {
    let batch = fan_out(0..10, |item: u32| ready(Ok::<_, Error>(item)));
    let batch = batch.until(10).collect().await;
    assert!(batch.is_success(), "{:?}", batch.summary());
    let text = batch.summary().to_string();
    assert_eq!(text, "10 items in 0.0 s: 10 succeeded");
}
