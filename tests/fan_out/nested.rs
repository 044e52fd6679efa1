//! Fan-outs in items of fan-outs, and in functions.

use std::time::Duration;

use futures::StreamExt;
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Error, ErrorKind, FanOutExt, LocalLambda, RetryConfig};
use tokio::time::{Instant, sleep};

use crate::endpoint::Endpoint;

fn local() -> LocalLambda {
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    let slow = Function::new(|invocation: Invocation| async move {
        sleep(Duration::from_secs(60)).await;
        invocation.payload
    });
    LocalLambda::builder()
        .function("echo", echo)
        .function("slow", slow.timeout(Duration::from_secs(120)))
        .build()
}

/// The outer item fails with an error of a call that did not run, after others of its calls have run.
#[tokio::test]
async fn an_item_knows_the_calls_of_its_fan_outs() {
    let lambda = &local().lambda();
    for concurrency in [None, Some(2)] {
        let batch = [
            ["echo", "echo", "missing"],
            ["missing", "missing", "missing"],
        ]
        .fan_out(|names| async move {
            let calls = names.fan_out(|name| lambda.call(name).json::<u32>(&1));
            let calls = match concurrency {
                Some(items) => calls.concurrency(items),
                None => calls,
            };
            for result in calls.collect().await.into_results() {
                result.map_err(|failed| failed.error.into_error().unwrap())?;
            }
            Ok::<_, Error>(())
        })
        .collect()
        .await;
        let known: Vec<_> = batch
            .failed()
            .map(|failed| failed.error.did_run())
            .collect();
        assert_eq!(known, [DidRun::Yes, DidRun::No]);
        let errors = batch.failed().map(|failed| failed.error.error().unwrap());
        assert!(
            errors
                .into_iter()
                .all(|error| error.did_run() == DidRun::No)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_item_counts_the_attempts_of_its_fan_outs() {
    let lambda = &local().lambda();
    let mut attempts = 0;
    let summary = [10_u32, 20]
        .fan_out(|number| async move {
            let calls = (0..number).fan_out(|item| lambda.call("echo").json::<u32>(&item));
            calls
                .collect()
                .await
                .is_success()
                .then_some(())
                .ok_or("a call failed")
        })
        .for_each(|done| attempts += done.attempts)
        .await;
    assert_eq!((summary.succeeded, attempts), (2, 30));
}

#[tokio::test(start_paused = true)]
async fn a_canceled_item_knows_what_its_fan_out_was_doing() {
    let lambda = &local().lambda();
    let batch = ["slow", "missing"]
        .fan_out(|name| async move {
            let calls = [1, 2].fan_out(|item| lambda.call(name).json::<u32>(&item));
            calls.for_each(drop).await;
            std::future::pending::<Result<(), Error>>().await
        })
        .cancel_on(sleep(Duration::from_secs(1)))
        .collect()
        .await;
    let known: Vec<_> = batch
        .failed()
        .map(|failed| failed.error.did_run())
        .collect();
    assert_eq!(known, [DidRun::Unknown, DidRun::No]);
}

/// What a function does in the same process is not a call of the item that calls it.
#[tokio::test]
async fn the_calls_of_a_function_are_its_own() {
    let inner = local().lambda();
    let outer = Function::new(move |invocation: Invocation| {
        let inner = inner.clone();
        async move {
            let calls = (0..3_u32).fan_out(|item| inner.call("echo").json::<u32>(&item));
            assert!(calls.collect().await.is_success());
            invocation.payload
        }
    });
    let lambda = LocalLambda::builder()
        .function("outer", outer)
        .build()
        .lambda();
    let mut attempts = Vec::new();
    [1, 2]
        .fan_out(|item: u32| lambda.call("outer").json::<u32>(&item))
        .for_each(|done| attempts.push(done.attempts))
        .await;
    assert_eq!(attempts, [1, 1]);
}

/// The calls of a function end before it does, and what could not start certainly did not run.
#[tokio::test(start_paused = true)]
async fn a_fan_out_in_a_function_ends_with_the_time_of_the_function() {
    let inner = local().lambda();
    let outer = Function::new(move |_: Invocation| {
        let inner = inner.clone();
        async move {
            let calls = (0..3_u32).fan_out(|item| inner.call("slow").json::<u32>(&item));
            let batch = calls.concurrency(2).collect().await;
            let kinds = batch
                .failed()
                .map(|failed| failed.error.error().unwrap().kind());
            assert!(
                kinds
                    .into_iter()
                    .all(|kind| kind == ErrorKind::InvocationDeadline),
                "{batch:?}"
            );
            let (unknown, not_run) = (batch.unknown().count(), batch.not_run().count());
            format!("[{unknown},{not_run}]")
        }
    });
    let outer = outer.timeout(Duration::from_secs(10));
    let lambda = LocalLambda::builder()
        .function("outer", outer)
        .build()
        .lambda();
    let counts = lambda.call("outer").json::<(u32, u32)>(&1).await.unwrap();
    assert_eq!(counts, (2, 1));
}

/// The permit that the closure acquires is the one of the call.
#[tokio::test(start_paused = true)]
async fn a_call_does_not_wait_for_the_permit_of_its_own_item() {
    let lambda = &Endpoint::with(100).lambda();
    let limiter = &lambda.limiter("f");
    limiter.set_limit(1);
    let started = Instant::now();
    let batch = (0..4_u32)
        .fan_out(|item| async move {
            let permit = limiter.acquire().await;
            let once = RetryConfig::new().max_attempts(1);
            let result = lambda.call("f").json::<u32>(&item).retry(once).await;
            permit.observe(result.as_ref().err());
            result
        })
        .collect()
        .await;
    assert!(batch.is_success(), "{}", batch.summary());
    assert_eq!(limiter.in_flight(), 0);
    // One after the other.
    let elapsed = started.elapsed();
    assert!(elapsed < 4 * Duration::from_millis(63), "{elapsed:?}");
}

/// A permit stands for calls of its own function, and not any longer than it is held.
#[tokio::test(start_paused = true)]
async fn calls_beside_the_permit_of_their_item_are_limited() {
    let lambda = &Endpoint::with(4).lambda();
    let (limiter, other) = (&lambda.limiter("f"), &lambda.limiter("open"));
    limiter.set_limit(1);
    let _taken = limiter.acquire().await;
    let mut waits = [1_u32]
        .fan_out(|item| async move {
            drop(lambda.limiter("echo").acquire().await);
            let _other = other.acquire().await;
            lambda.call("f").json::<u32>(&item).await
        })
        .stream();
    let wait = tokio::time::timeout(Duration::from_millis(100), waits.next());
    assert!(wait.await.is_err());
}
