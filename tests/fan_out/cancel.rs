//! What is known about items that are canceled.

use std::future::pending;
use std::time::Duration;

use futures::StreamExt;
use lambda_client::fan_out::{ItemError, Stopped, pack};
use lambda_client::local::{Fault, Function};
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Error, FanOutExt, Lambda, LocalLambda, RetryConfig, fan_out};
use tokio::time::sleep;

fn with_fault(fault: Fault) -> Lambda {
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    let local = LocalLambda::builder().function("echo", echo).build();
    local.inject("echo", fault).unwrap();
    local.lambda()
}

/// Cancels a call after its first attempt, before the retry.
async fn canceled_between_attempts(fault: Fault) -> DidRun {
    let lambda = with_fault(fault.times(1));
    let batch = [1]
        .fan_out(|item: u32| {
            let hour = Duration::from_secs(3_600);
            let retry = RetryConfig::new().base_delay(hour).max_delay(hour);
            lambda
                .call("echo")
                .json::<u32>(&item)
                .idempotent(true)
                .retry(retry)
        })
        .concurrency(1)
        .cancel_on(sleep(Duration::from_secs(1)))
        .collect()
        .await;
    let failed = batch.failed().next().unwrap();
    assert!(failed.error.is_canceled());
    failed.error.did_run()
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_its_retry_has_sent_nothing_more() {
    assert_eq!(
        canceled_between_attempts(Fault::throttle()).await,
        DidRun::No
    );
    let lost = canceled_between_attempts(Fault::reset_after_run()).await;
    assert_eq!(lost, DidRun::Unknown);
}

#[tokio::test(start_paused = true)]
async fn an_item_that_was_not_polled_has_sent_nothing() {
    // Two end at the same time: the second one is given when the third one has been started.
    let two = |item: u32| async move {
        match item < 2 {
            true => sleep(Duration::from_secs(1)).await,
            false => pending().await,
        }
        Ok::<_, Error>(item)
    };
    let mut stream = fan_out(0..9, two).concurrency(2).stream();
    assert!(stream.next().await.is_some() && stream.next().await.is_some());
    stream.cancel();
    let canceled: Vec<_> = stream.collect().await;
    let known = canceled
        .iter()
        .map(|done| done.result.as_ref().map_err(ItemError::did_run));
    assert!(known.eq([Err(DidRun::No)]), "{canceled:?}");
    // Whoever has been polled may have done anything.
    let mut stream = fan_out(0..9_u32, |_| pending::<Result<u32, Error>>()).stream();
    assert!(futures::poll!(stream.next()).is_pending());
    stream.cancel();
    let canceled: Vec<_> = stream.collect().await;
    let known = canceled
        .iter()
        .map(|done| done.result.as_ref().unwrap_err().did_run());
    assert!(
        known.clone().all(|known| known == DidRun::Unknown),
        "{canceled:?}"
    );
    assert_eq!(known.count(), 9);
}

#[tokio::test(start_paused = true)]
async fn what_is_known_after_a_cancellation_covers_every_input() {
    let mut items = 0..100_u32;
    let mut stream = fan_out(&mut items, |item| async move {
        sleep(Duration::from_secs(u64::from(item % 7))).await;
        Ok::<_, Error>(item)
    })
    .concurrency(10)
    .ordered()
    .stream();
    for _ in 0..20 {
        stream.next().await;
    }
    stream.cancel();
    stream.cancel();
    let rest: Vec<_> = stream.by_ref().map(|done| done.index).collect().await;
    let progress = stream.progress();
    assert_eq!(progress.in_flight, 0);
    drop(stream);
    let next = usize::try_from(items.next().unwrap()).unwrap();
    assert_eq!(progress.finished(), next);
    assert!(rest.into_iter().eq(20..next));
}

/// The first half of a call has been answered, the second one is running.
#[tokio::test(start_paused = true)]
async fn a_canceled_pack_tells_its_halves_apart() {
    let slow = Function::new(|invocation: Invocation| async move {
        match String::from_utf8_lossy(&invocation.payload).contains("slow") {
            true => pending().await,
            false => invocation.payload,
        }
    });
    let lambda = LocalLambda::builder()
        .function("slow", slow)
        .build()
        .lambda();
    let large = |text: &str| format!("{text}{}", "x".repeat(2_000_000));
    let items = [large("a"), large("b"), large("slow"), large("d")];
    let batch = pack(items, |items| {
        lambda.call("slow").json::<Vec<String>>(&items)
    })
    .max_bytes(usize::MAX)
    .concurrency(1)
    .cancel_on(sleep(Duration::from_secs(1)))
    .collect()
    .await;
    assert_eq!(batch.succeeded().count(), 2);
    let known: Vec<_> = batch
        .failed()
        .map(|failed| (failed.index, failed.error.did_run()))
        .collect();
    assert_eq!(known, [(2, DidRun::Unknown), (3, DidRun::Unknown)]);
}

/// A half that has not started yet is reported, too.
#[tokio::test(start_paused = true)]
async fn a_half_that_waits_is_canceled_as_not_run() {
    let slow = Function::new(|_: Invocation| pending::<&'static str>());
    let lambda = LocalLambda::builder()
        .function("slow", slow)
        .build()
        .lambda();
    let items = vec!["x".repeat(2_000_000); 4];
    let mut in_flight = Vec::new();
    let summary = pack(items, |items| {
        lambda.call("slow").json::<Vec<String>>(&items)
    })
    .max_bytes(usize::MAX)
    .concurrency(1)
    .cancel_on(sleep(Duration::from_secs(1)))
    .for_each(|done| in_flight.push((done.index, done.result.unwrap_err().did_run())))
    .await;
    in_flight.sort_unstable();
    let (unknown, no) = (DidRun::Unknown, DidRun::No);
    assert_eq!(in_flight, [(0, unknown), (1, unknown), (2, no), (3, no)]);
    assert_eq!((summary.unknown, summary.not_run), (2, 2));
    assert_eq!(summary.stopped, Some(Stopped::Canceled));
}
