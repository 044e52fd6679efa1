//! Progress and summary: attempts, limits, billed time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use lambda_client::fan_out::{Progress, pack};
use lambda_client::local::{Fault, Function};
use lambda_client::server::Invocation;
use lambda_client::{Error, FanOutExt, Lambda, LocalLambda, RetryConfig, fan_out};
use tokio::time::sleep;

use crate::endpoint::Endpoint;

/// A function of 50 ms, which fails for zero.
fn local() -> LocalLambda {
    let work = Function::new(|invocation: Invocation| async move {
        sleep(Duration::from_millis(50)).await;
        match invocation.payload.as_ref() {
            b"0" => Err(Error::function("Zero", "nothing to do")),
            _ => Ok(invocation.payload),
        }
    });
    LocalLambda::builder().function("work", work).build()
}

fn call(lambda: &Lambda, item: u32) -> lambda_client::Call<Result<u32, Error>> {
    lambda.call("work").json(&item)
}

#[tokio::test(start_paused = true)]
async fn the_billed_time_is_the_sum_of_what_lambda_reports() {
    let lambda = local().lambda();
    let batch = (0..20)
        .fan_out(|item| match item < 5 {
            true => call(&lambda, item).tail_log(),
            false => call(&lambda, item),
        })
        .collect()
        .await;
    let summary = batch.summary();
    // The failure has a report, too.
    assert_eq!((summary.failed, summary.billed_calls), (1, 5));
    assert_eq!(summary.billed, Duration::from_millis(250));
    let text = summary.to_string();
    assert!(
        text.ends_with("19 succeeded, 1 failed; 5 calls billed 0.2 s"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn without_a_log_nothing_is_known_about_the_bill() {
    let lambda = local().lambda();
    let batch = fan_out(1..20, |item| call(&lambda, item)).collect().await;
    assert_eq!(batch.summary().billed_calls, 0);
    assert!(!batch.summary().to_string().contains("billed"));
}

#[tokio::test(start_paused = true)]
async fn the_bill_of_a_pack_counts_its_calls_and_their_halves() {
    let lambda = local().lambda();
    let batch = pack(1..=8_u32, |items| {
        let call = lambda
            .call("work")
            .json::<u32>(&u32::from(items.len() > 2))
            .tail_log();
        async move {
            let result = call.await;
            match items.len() {
                0..=2 => Ok(items),
                _ => result.and(Err(Error::function("Full", "no room"))),
            }
        }
    })
    .idempotent(true)
    .collect()
    .await;
    assert!(batch.is_success());
    // One of eight, two of four and four of two.
    assert_eq!(batch.summary().billed_calls, 7);
}

fn noted() -> (
    Arc<Mutex<Vec<Progress>>>,
    impl FnMut(&Progress) + Send + 'static,
) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&seen);
    (seen, move |progress: &Progress| {
        notes.lock().unwrap().push(*progress)
    })
}

#[tokio::test(start_paused = true)]
async fn progress_says_what_the_limiter_allows() {
    let lambda = Endpoint::with(20).lambda();
    let (seen, note) = noted();
    let batch = (0..600_u32)
        .fan_out(|item| lambda.call("f").json::<u32>(&item))
        .on_progress(note)
        .collect()
        .await;
    assert!(batch.is_success());
    let seen = seen.lock().unwrap();
    assert_eq!(seen[0].limit, 11);
    let most = seen.iter().map(|progress| progress.limit).max().unwrap();
    assert!((20..=45).contains(&most), "{most}");
    let last = seen.last().unwrap();
    assert_eq!(last.limit, lambda.limiter("f").limit());
    assert!(last.throttled > 0);
    assert_eq!(last.throttled, batch.summary().throttled);
}

#[tokio::test(start_paused = true)]
async fn progress_says_what_was_asked_for() {
    let lambda = Endpoint::with(100).lambda();
    let limits = async |asked: Option<usize>, most| {
        let (seen, note) = noted();
        let items = (0..600_u32).fan_out(|item| lambda.call("f").json::<u32>(&item));
        let items = match asked {
            Some(items_at_a_time) => items.concurrency(items_at_a_time),
            None => items.adaptive(most),
        };
        items.on_progress(note).collect().await.summary();
        let seen = seen.lock().unwrap();
        let limits = seen.iter().map(|progress| progress.limit);
        (limits.clone().min().unwrap(), limits.max().unwrap())
    };
    assert_eq!(limits(Some(7), 0).await, (7, 7));
    // The limiter begins with ten attempts; more items than asked for do not run, whatever it allows.
    assert_eq!(limits(None, 15).await, (11, 15));
}

#[tokio::test(start_paused = true)]
async fn retries_inside_of_items_are_counted() {
    let local = local();
    local
        .inject("work", Fault::throttle().on_calls(1..=2))
        .unwrap();
    local
        .inject("work", Fault::reset_after_run().on_calls(3..=5))
        .unwrap();
    let lambda = local.lambda();
    let batch = [1, 2]
        .fan_out(|item| {
            let retry = RetryConfig::new().max_attempts(10);
            call(&lambda, item).idempotent(true).retry(retry)
        })
        .concurrency(1)
        .collect()
        .await;
    let summary = batch.summary();
    assert!(batch.is_success());
    assert_eq!((summary.throttled, summary.retried), (2, 3));
}
