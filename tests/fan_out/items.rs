//! What is reported about each item.

use std::cell::Cell;
use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use lambda_client::fan_out::Progress;
use lambda_client::local::{Fault, Function};
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Error, ErrorKind, FanOutExt, LocalLambda, fan_out};
use tokio::time::{Instant, sleep};

use crate::endpoint::Endpoint;

fn echo() -> Function {
    Function::new(|invocation: Invocation| async move { invocation.payload })
}

/// Sleeps longer for smaller numbers, so that items end in the reverse of their order.
async fn reverse(item: u64) -> Result<u64, Error> {
    sleep(Duration::from_millis(1_000 - item)).await;
    Ok(item)
}

#[tokio::test(start_paused = true)]
async fn results_stand_at_the_index_of_their_input() {
    let batch = fan_out(0..100, reverse).concurrency(100).collect().await;
    assert!(batch.is_success());
    assert!(batch.succeeded().copied().eq(0..100));
    assert_eq!(batch.into_results().len(), 100);
}

#[tokio::test(start_paused = true)]
async fn items_are_given_as_they_end_or_in_order() {
    let indexes = |done: Vec<lambda_client::fan_out::Done<_, _, _>>| -> Vec<usize> {
        done.into_iter().map(|done| done.index).collect()
    };
    let as_ended = fan_out(0..100, reverse).concurrency(100).stream();
    let reversed: Vec<usize> = (0..100).rev().collect();
    assert_eq!(indexes(as_ended.collect().await), reversed);
    let ordered = fan_out(0..500, reverse).concurrency(100).ordered().stream();
    let sorted: Vec<usize> = (0..500).collect();
    assert_eq!(indexes(ordered.collect().await), sorted);
}

#[tokio::test(start_paused = true)]
async fn the_number_at_a_time_is_used_and_not_exceeded() {
    let running = AtomicUsize::new(0);
    let item = |item: u32| {
        let running = &running;
        async move {
            let now = running.fetch_add(1, Ordering::Relaxed) + 1;
            assert!(now <= 7, "{now} at a time");
            sleep(Duration::from_secs(1)).await;
            running.fetch_sub(1, Ordering::Relaxed);
            Ok::<_, Error>(item)
        }
    };
    let started = Instant::now();
    let batch = fan_out(0..70, item).concurrency(7).collect().await;
    assert!(batch.is_success(), "{}", batch.summary());
    assert_eq!(started.elapsed().as_secs(), 10);
    let zero = fan_out(0..3, |item: u32| ready(Ok::<_, Error>(item)));
    assert!(zero.concurrency(0).collect().await.is_success());
}

#[tokio::test]
async fn a_panic_fails_its_item_only() {
    let item = |item: u32| {
        assert_ne!(item, 3, "in the closure");
        async move {
            tokio::task::yield_now().await;
            assert_ne!(item, 5, "in the future");
            Ok::<_, Error>(item)
        }
    };
    let batch = fan_out(0..10, item).concurrency(4).collect().await;
    let failed: Vec<_> = batch.failed().collect();
    assert_eq!(batch.succeeded().count(), 8);
    assert_eq!((failed[0].index, failed[0].input), (3, 3));
    assert_eq!((failed[1].index, failed[1].input), (5, 5));
    let text = failed[0].error.panic_message().unwrap();
    assert!(text.contains("in the closure"), "{text}");
    assert_eq!(failed[0].error.did_run(), DidRun::No);
    let text = failed[1].error.panic_message().unwrap();
    assert!(text.contains("in the future"), "{text}");
    // Such a text may quote the input.
    let printed = format!("{} {:?}", failed[1].error, failed[1]);
    assert!(
        printed.starts_with("panicked, as the panic hook has reported; the function may have run "),
        "{printed}"
    );
    assert!(!printed.contains("in the future"), "{printed}");
    assert_eq!(failed[1].error.did_run(), DidRun::Unknown);
    assert!(failed[0].error.error().is_none() && !failed[0].error.is_canceled());
}

#[tokio::test]
async fn a_panic_after_a_call_that_did_not_run_is_unknown() {
    let local = LocalLambda::builder().build();
    let lambda = local.lambda();
    let batch = [1]
        .fan_out(|item: u32| {
            let call = lambda.call("missing").json::<u32>(&item);
            async move {
                let error = call.await.unwrap_err();
                assert!(error.did_run() > DidRun::No, "by intention");
                Ok::<_, Error>(())
            }
        })
        .collect()
        .await;
    assert_eq!(batch.unknown().count(), 1);
}

#[tokio::test(start_paused = true)]
async fn each_failure_says_whether_the_function_ran() {
    let fails = Function::new(|_: Invocation| async move {
        Err::<String, _>(Error::function("Full", "no room"))
    });
    let local = LocalLambda::builder()
        .function("echo", echo())
        .function("fails", fails)
        .function("lost", echo())
        .build();
    local.inject("lost", Fault::reset_after_run()).unwrap();
    let lambda = local.lambda();
    let names = ["echo", "missing", "fails", "lost"];
    // The error says nothing; what is known comes from the calls.
    let batch = names
        .fan_out(|name| {
            let call = lambda.call(name).json::<u32>(&1);
            async move { call.await.map_err(|error| error.kind()) }
        })
        .collect()
        .await;
    let known: Vec<_> = batch
        .failed()
        .map(|failed| (failed.input, failed.error.did_run()))
        .collect();
    assert_eq!(
        known,
        [
            ("missing", DidRun::No),
            ("fails", DidRun::Yes),
            ("lost", DidRun::Unknown)
        ]
    );
    assert!(batch.unknown().map(|failed| failed.input).eq(["lost"]));
    assert!(batch.not_run().map(|failed| failed.input).eq(["missing"]));
    let summary = batch.summary();
    assert_eq!((summary.not_run, summary.unknown), (1, 1));
    assert_eq!(summary.failed, 3);
}

#[tokio::test]
async fn what_is_known_without_a_call_comes_from_the_error() {
    let error = |did_run| Error::builder(ErrorKind::Timeout).did_run(did_run).build();
    let batch = [DidRun::No, DidRun::Yes]
        .fan_out(|did_run| ready(Err::<(), _>(error(did_run))))
        .collect()
        .await;
    assert!(
        batch
            .failed()
            .all(|failed| failed.input == failed.error.did_run())
    );
    let foreign = [1]
        .fan_out(|_| ready(Err::<(), _>("foreign")))
        .collect()
        .await;
    assert_eq!(foreign.unknown().count(), 1);
}

#[tokio::test]
async fn a_success_and_a_later_failure_of_one_item_are_not_taken_for_nothing() {
    let local = LocalLambda::builder().function("echo", echo()).build();
    let lambda = local.lambda();
    let batch = [1]
        .fan_out(|item: u32| {
            let (first, second) = (lambda.call("echo"), lambda.call("missing"));
            async move {
                first.json::<u32>(&item).await?;
                second.json::<u32>(&item).await
            }
        })
        .collect()
        .await;
    let failed = batch.failed().next().unwrap();
    assert_eq!(failed.error.error().unwrap().did_run(), DidRun::No);
    assert_eq!(failed.error.did_run(), DidRun::Yes);
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_inputs_may_be_slow_and_need_not_be_unpin() {
    let inputs = stream::iter(0..20_u64).then(|item| async move {
        sleep(Duration::from_secs(1)).await;
        item
    });
    let started = Instant::now();
    let batch = inputs.fan_out(reverse).concurrency(3).collect().await;
    assert!(batch.succeeded().copied().eq(0..20));
    assert_eq!(started.elapsed().as_secs(), 20);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_taken_from_the_inputs_before_it_starts() {
    let taken = Cell::new(0);
    let inputs = std::iter::repeat_with(|| {
        taken.set(taken.get() + 1);
        taken.get()
    });
    let lambda = Endpoint::with(20).lambda();
    let mut items = fan_out(inputs, |item: u32| lambda.call("f").json::<u32>(&item)).stream();
    for finished in 1..=1_000 {
        assert!(items.next().await.unwrap().result.is_ok());
        let ahead = taken.get() - finished;
        assert!(ahead <= 30, "{ahead} items ahead");
    }
}

#[tokio::test(start_paused = true)]
async fn a_canceled_fan_out_reports_what_was_running() {
    let slow = Function::new(|invocation: Invocation| async move {
        sleep(Duration::from_secs(60)).await;
        invocation.payload
    });
    let local = LocalLambda::builder().function("slow", slow).build();
    let lambda = local.lambda();
    lambda.limiter("slow").set_limit(1);
    let mut items = 0..100_u32;
    let batch = fan_out(&mut items, |item| lambda.call("slow").json::<u32>(&item))
        .cancel_on(sleep(Duration::from_millis(100)))
        .collect()
        .await;
    // The limiter admits one attempt; one more item waits for it.
    let known: Vec<_> = batch
        .failed()
        .map(|failed| {
            (
                failed.input,
                failed.error.is_canceled(),
                failed.error.did_run(),
            )
        })
        .collect();
    assert_eq!(known, [(0, true, DidRun::Unknown), (1, true, DidRun::No)]);
    assert_eq!(items, 2..100);
    assert_eq!(batch.summary().not_started, Some(98));
    let summary = batch.summary().to_string();
    assert_eq!(
        summary,
        "2 items in 0.1 s: 0 succeeded, 2 failed (1 did not run, 1 unknown); stopped: canceled, 98 not started"
    );
    // The places of what was dropped are free.
    assert_eq!(lambda.limiter("slow").in_flight(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_stream_can_be_canceled_and_gives_what_was_running() {
    let mut stream = fan_out(0.., reverse).concurrency(3).stream();
    assert!(stream.next().await.unwrap().result.is_ok());
    stream.cancel();
    let rest: Vec<_> = stream.by_ref().collect().await;
    let canceled = rest
        .iter()
        .filter(|done| done.result.as_ref().is_err_and(|error| error.is_canceled()));
    assert_eq!(canceled.count(), rest.len());
    assert!((2..=3).contains(&rest.len()), "{rest:?}");
    assert_eq!(
        stream.stopped(),
        Some(lambda_client::fan_out::Stopped::Canceled)
    );
}

#[tokio::test(start_paused = true)]
async fn dropping_a_fan_out_drops_what_is_running() {
    let alive = Arc::new(());
    let items = fan_out(0..10, |_: u32| {
        let alive = Arc::clone(&alive);
        async move {
            sleep(Duration::from_secs(60)).await;
            drop(alive);
            Ok::<_, Error>(())
        }
    });
    let limited = tokio::time::timeout(Duration::from_secs(1), items.concurrency(4).collect());
    assert!(limited.await.is_err());
    assert_eq!(Arc::strong_count(&alive), 1);
}

#[tokio::test(start_paused = true)]
async fn progress_counts_every_item_once() {
    let seen = Arc::new(std::sync::Mutex::new(Vec::<Progress>::new()));
    let notes = Arc::clone(&seen);
    let batch = fan_out(0..50, |item: u64| async move {
        reverse(item).await?;
        match item % 10 {
            0 => Err(Error::function("Tens", "no tens")),
            _ => Ok(item),
        }
    })
    .concurrency(8)
    .on_progress(move |progress| notes.lock().unwrap().push(*progress))
    .collect()
    .await;
    assert_eq!(batch.failed().count(), 5);
    let seen = seen.lock().unwrap();
    let finished: Vec<usize> = seen.iter().map(Progress::finished).collect();
    assert!(finished.iter().copied().eq(1..=50), "{finished:?}");
    assert!(seen.iter().all(|progress| progress.in_flight <= 7));
    let last = seen.last().unwrap();
    assert_eq!((last.succeeded, last.failed, last.in_flight), (45, 5, 0));
    assert_eq!(last.total, Some(50));
}

#[tokio::test]
async fn nothing_prints_inputs_or_values() {
    let batch = ["secret"]
        .fan_out(|_| ready(Err::<(), _>(1)))
        .collect()
        .await;
    let printed = format!("{batch:?} {:?}", batch.failed().collect::<Vec<_>>());
    assert!(!printed.contains("secret"), "{printed}");
    let done: Vec<_> = ["secret"]
        .fan_out(|input| ready(Ok::<_, ()>(input)))
        .stream()
        .collect()
        .await;
    let printed = format!("{done:?}");
    assert!(!printed.contains("secret"), "{printed}");
}

#[tokio::test]
async fn futures_that_are_always_ready_let_others_run() {
    let endless = fan_out(0.., |item: u64| ready(Ok::<_, Error>(item))).for_each(drop);
    let limited = tokio::time::timeout(Duration::from_millis(50), endless);
    assert!(limited.await.is_err());
}
