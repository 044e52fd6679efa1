//! Packs: inputs, sizes, rules, and what is known about halves.

use std::cell::RefCell;
use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt, stream};
use lambda_client::fan_out::{Failures, PackError, Stopped, pack};
use lambda_client::local::{Fault, Function};
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Error, ErrorKind, Lambda, LocalLambda, RetryConfig};
use serde::{Serialize, Serializer};
use tokio::time::{Instant, sleep};

const MIB: usize = 1024 * 1024;

fn local() -> LocalLambda {
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    let bad = Function::new(|invocation: Invocation| async move {
        match String::from_utf8_lossy(&invocation.payload).contains("bad") {
            true => Err(Error::function("Bad", "a bad item")),
            false => Ok::<Bytes, _>(invocation.payload),
        }
    });
    let long = Function::new(|_: Invocation| async { format!("[\"{}\"]", "x".repeat(7 * MIB)) });
    LocalLambda::builder()
        .function("echo", echo)
        .function("bad", bad)
        .function("long", long)
        .build()
}

fn call(
    lambda: &Lambda,
    name: &str,
    items: &[String],
) -> lambda_client::Call<Result<Vec<String>, Error>> {
    lambda.call(name).json(items)
}

/// The sizes of the calls of items with these sizes as JSON.
async fn sizes(items: &[usize], max_bytes: usize, is_event: bool) -> Vec<usize> {
    let lambda = local().lambda();
    let sizes = RefCell::new(Vec::new());
    let items: Vec<String> = items.iter().map(|size| "x".repeat(size - 2)).collect();
    let batch = pack(items, |items| {
        sizes
            .borrow_mut()
            .push(serde_json::to_vec(&items).unwrap().len());
        let call = call(&lambda, "echo", &items);
        async move {
            match is_event {
                true => call.event().await.map(|()| items),
                false => call.await,
            }
        }
    })
    .max_bytes(max_bytes)
    .concurrency(1)
    .collect()
    .await;
    assert!(batch.is_success(), "{batch:?}");
    sizes.into_inner()
}

/// Brackets and commas count. What fits to the byte is accepted, and one byte more is another call, not a refused one.
#[tokio::test(start_paused = true)]
async fn the_limit_is_used_to_the_byte() {
    for (limit, is_event) in [(6 * MIB, false), (MIB, true)] {
        let half = limit / 2;
        let exact = sizes(&[half - 2, half - 1], limit, is_event).await;
        assert_eq!(exact, [limit]);
        let more = sizes(&[half - 2, half], limit, is_event).await;
        assert_eq!(more, [half, half + 2]);
    }
}

/// The default leaves room for the names around the items.
#[tokio::test(start_paused = true)]
async fn the_default_leaves_room_for_other_arguments() {
    let lambda = local().lambda();
    let items = vec!["x".repeat(1_000); 12_000];
    let other = "y".repeat(15_000);
    let batch = pack(items, |items| {
        let number = items.len();
        let call = lambda
            .call("echo")
            .json::<serde_json::Value>(&(&other, items));
        async move { call.await.map(|_| vec![(); number]) }
    });
    let mut calls = 0;
    let summary = batch
        .concurrency(1)
        .on_progress(|progress| assert_eq!(progress.failed, 0));
    let summary = summary.for_each(|done| calls += done.attempts).await;
    assert_eq!(summary.succeeded, 12_000);
    // Each of two calls has one attempt, which all of its items share.
    assert_eq!(calls, 12_000);
}

#[tokio::test(start_paused = true)]
async fn events_that_are_too_large_are_halved() {
    let calls = sizes(&[MIB / 3; 8], usize::MAX, true).await;
    // Eight and four are refused; two by two fit.
    assert_eq!(calls.len(), 1 + 2 + 4);
}

#[tokio::test]
async fn no_items_are_no_calls() {
    let batch = pack(Vec::<u32>::new(), |_| async {
        Err::<Vec<u32>, _>("called")
    });
    let batch = batch.until(0).collect().await;
    assert!(batch.is_success() && batch.results().is_empty());
    let batch = pack(stream::empty::<u32>(), |_| async {
        Err::<Vec<u32>, _>("called")
    });
    assert!(batch.collect().await.is_success());
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_packed_as_it_comes() {
    let bursts = stream::iter(0..3_u32).then(|burst| async move {
        sleep(Duration::from_secs(1)).await;
        stream::iter(burst * 10..burst * 10 + 10)
    });
    let calls = RefCell::new(Vec::new());
    let started = Instant::now();
    let batch = pack(bursts.flatten(), |items| {
        calls
            .borrow_mut()
            .push((started.elapsed().as_secs(), items.len()));
        async move { Ok::<_, Error>(items) }
    });
    let batch = batch.collect().await;
    assert!(batch.succeeded().copied().eq(0..30));
    assert_eq!(calls.into_inner(), [(1, 10), (2, 10), (3, 10)]);
}

#[tokio::test(start_paused = true)]
async fn an_endless_input_is_packed_until_a_rule_stops_it() {
    let batch = pack(0_u32.., |items| async move { Ok::<_, Error>(items) });
    let batch = batch.max_items(10).concurrency(2).until(25).collect().await;
    let succeeded = batch.succeeded().count();
    assert!((30..=40).contains(&succeeded), "{succeeded}");
    assert_eq!(batch.summary().stopped, Some(Stopped::EnoughSuccesses));
    assert_eq!(batch.failed().count(), 0);
}

#[tokio::test(start_paused = true)]
async fn failures_are_counted_by_item() {
    let failing = |items: Vec<u32>| async move {
        match items[0] < 50 {
            true => Ok(items),
            false => Err(Error::function("Full", "no room")),
        }
    };
    for (failures, ended) in [
        (Failures::count(0), 60),
        (Failures::count(9), 60),
        (Failures::count(10), 70),
        // Of a known number of 200 items.
        (Failures::share(0.1), 80),
    ] {
        let packs = pack(0..200_u32, failing).max_items(10).concurrency(1);
        let batch = packs.tolerate(failures).collect().await;
        assert_eq!(batch.results().len(), ended, "{failures:?}");
        let summary = batch.summary();
        assert_eq!(summary.not_started, Some(200 - ended));
        assert_eq!(summary.stopped, Some(Stopped::TooManyFailures));
    }
    let packs = pack(0..200_u32, failing).max_items(10).concurrency(1);
    let batch = packs.stop_on_failure().collect().await;
    assert_eq!(batch.failed().count(), 10);
}

/// What was taken to see whether it fits is neither lost nor sent.
#[tokio::test(start_paused = true)]
async fn a_stopped_pack_reports_the_item_that_it_has_taken() {
    let mut items = 0..100_u32;
    let batch = pack(&mut items, |_| async { Err::<Vec<u32>, _>("no room") })
        // `[0,1,2]`
        .max_bytes(7)
        .concurrency(1)
        .stop_on_failure()
        .collect()
        .await;
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
    let unknown = DidRun::Unknown;
    let sent = [
        (0, false, unknown),
        (1, false, unknown),
        (2, false, unknown),
    ];
    assert_eq!(known[..3], sent);
    assert_eq!(known[3..], [(3, true, DidRun::No)]);
    assert_eq!(items, 4..100);
    assert_eq!(batch.summary().not_started, Some(96));
}

#[tokio::test(start_paused = true)]
async fn inputs_that_panic_fail_nothing_that_was_sent() {
    let items = (0..10_u32).inspect(|item| assert_ne!(*item, 5, "five"));
    let batch = pack(items, |items| async move { Ok::<_, Error>(items) });
    let batch = batch.max_items(3).collect().await;
    assert_eq!(batch.summary().stopped, Some(Stopped::InputsPanicked));
    assert!(batch.succeeded().eq(&[0, 1, 2]));
    assert!(batch.not_run().map(|failed| failed.input).eq([3, 4]));
}

/// The function ran with these items, although the call of their half did not.
#[tokio::test(start_paused = true)]
async fn halves_remember_that_the_function_ran() {
    let local = local();
    local
        .inject("bad", Fault::throttle().on_calls(2..=3))
        .unwrap();
    let lambda = local.lambda();
    let items = ["good", "bad", "good", "good"].map(str::to_owned);
    let batch = pack(items, |items| {
        call(&lambda, "bad", &items).retry(RetryConfig::new().max_attempts(1))
    });
    let batch = batch.idempotent(true).concurrency(1).collect().await;
    assert_eq!(batch.not_run().count(), 0);
    let ran = batch
        .failed()
        .filter(|failed| failed.error.did_run() == DidRun::Yes);
    assert_eq!(ran.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_may_have_run_is_never_halved() {
    for (fault, kind) in [
        (Fault::reset_after_run(), ErrorKind::Connection),
        (Fault::status(502), ErrorKind::Service),
    ] {
        let local = local();
        local.inject("echo", fault).unwrap();
        let lambda = local.lambda();
        let mut calls = 0;
        let items = ["a", "b"].map(str::to_owned);
        let batch = pack(items, |items| {
            calls += 1;
            call(&lambda, "echo", &items).retry(RetryConfig::new().max_attempts(1))
        });
        let batch = batch.idempotent(true).collect().await;
        assert_eq!((calls, batch.unknown().count()), (1, 2), "{kind:?}");
        let error = batch.failed().next().unwrap().error.error().unwrap();
        assert!(
            matches!(error, PackError::Call(error) if error.kind() == kind),
            "{error}"
        );
    }
}

/// The response of a call is too large: the function has run.
#[tokio::test(start_paused = true)]
async fn a_response_that_is_too_large_is_halved_only_if_that_is_safe() {
    for (idempotent, calls) in [(false, 1), (true, 3)] {
        let lambda = local().lambda();
        let mut made = 0;
        let items = ["a", "b"].map(str::to_owned);
        let batch = pack(items, |items| {
            made += 1;
            call(&lambda, "long", &items)
        });
        let batch = batch.idempotent(idempotent).collect().await;
        assert_eq!(made, calls);
        assert!(
            batch
                .failed()
                .all(|failed| failed.error.did_run() == DidRun::Yes)
        );
        assert_eq!(batch.failed().count(), 2);
    }
}

/// Errors of fakes, which make no call, are halved by the same rules.
#[tokio::test]
async fn the_error_of_a_fake_decides_like_that_of_a_call() {
    let too_large = |did_run| Error::builder(ErrorKind::TooLarge).did_run(did_run).build();
    for (did_run, calls) in [(DidRun::No, 3), (DidRun::Unknown, 1)] {
        let mut made = 0;
        let batch = pack([1, 2], |items: Vec<u32>| {
            made += 1;
            let result = match items.len() {
                1 => Ok(items),
                _ => Err(too_large(did_run)),
            };
            async { result }
        });
        let batch = batch.collect().await;
        assert_eq!(made, calls);
        assert!(
            batch
                .failed()
                .all(|failed| failed.error.did_run() == did_run)
        );
    }
}

/// A half that fails by something unknown is unknown, whatever its whole was.
#[tokio::test]
async fn an_unknown_failure_of_a_half_is_unknown() {
    let local = local();
    let lambda = local.lambda();
    let items = vec!["x".repeat(4 * MIB); 2];
    let batch = pack(items, |items| {
        let call = call(&lambda, "echo", &items);
        async move {
            match items.len() {
                1 => Err("unknown"),
                _ => call.await.map_err(|_| "too large"),
            }
        }
    });
    let batch = batch.max_bytes(usize::MAX).collect().await;
    assert_eq!(batch.unknown().count(), 2);
}

#[tokio::test]
async fn a_panic_of_a_half_does_not_take_the_other_one_along() {
    let batch = pack(0..4_u32, |items| {
        assert_ne!(items, [2, 3], "in the closure");
        async move {
            match items.len() > 2 {
                true => Err(Error::builder(ErrorKind::TooLarge)
                    .did_run(DidRun::No)
                    .build()),
                false => Ok(items),
            }
        }
    });
    let batch = batch.collect().await;
    assert!(batch.succeeded().eq(&[0, 1]));
    assert!(batch.not_run().map(|failed| failed.index).eq([2, 3]));
}

#[derive(Clone, Debug, PartialEq)]
enum Item {
    Good,
    Fails,
    Panics,
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Item::Good => serializer.serialize_str("good"),
            Item::Fails => Err(serde::ser::Error::custom("it cannot be")),
            Item::Panics => panic!("while it is serialized"),
        }
    }
}

#[tokio::test]
async fn what_cannot_be_serialized_fails_alone() {
    let lambda = local().lambda();
    for guilty in [Item::Fails, Item::Panics] {
        let items = [Item::Good, guilty.clone(), Item::Good, Item::Good];
        let batch = pack(items, |items| {
            lambda.call("echo").json::<Vec<String>>(&items)
        });
        let batch = batch.collect().await;
        assert!(
            batch.not_run().map(|failed| failed.index).eq([1]),
            "{guilty:?}"
        );
        assert_eq!(batch.succeeded().count(), 3);
    }
}
