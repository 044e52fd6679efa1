//! Where inputs come from, and what they and closures may be.

use std::cell::RefCell;
use std::future::{pending, ready};
use std::iter;
use std::rc::Rc;
use std::time::Duration;

use futures::{StreamExt, stream};
use lambda_client::fan_out::{Batch, Failures, Stopped};
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Error, FanOutExt, Lambda, LocalLambda, fan_out};
use tokio::runtime::Builder;
use tokio::time::{Instant, sleep};

async fn echo(item: u32) -> Result<u32, Error> {
    sleep(Duration::from_secs(1)).await;
    Ok(item)
}

fn lambda() -> Lambda {
    let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
    LocalLambda::builder()
        .function("echo", echo)
        .build()
        .lambda()
}

#[track_caller]
fn assert_stopped_by_a_panic(batch: &Batch<u32, u32, Error>) {
    assert!(batch.succeeded().copied().eq(0..5));
    assert_eq!(batch.failed().count(), 0);
    assert_eq!(batch.summary().stopped, Some(Stopped::InputsPanicked));
    assert!(!batch.is_success());
    let text = batch.summary().to_string();
    assert!(text.contains("stopped: the inputs panicked"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn inputs_that_panic_stop_the_fan_out_and_what_runs_goes_on() {
    let next = |item| {
        assert_ne!(item, 5, "no more pages");
        item
    };
    let batch = (0_u32..).map(next).fan_out(echo).concurrency(3);
    assert_stopped_by_a_panic(&batch.collect().await);
    let batch = stream::iter(0_u32..).map(next).fan_out(echo).concurrency(3);
    assert_stopped_by_a_panic(&batch.collect().await);
}

#[derive(Debug)]
struct CannotBeCloned(u32);

impl Clone for CannotBeCloned {
    fn clone(&self) -> Self {
        assert_ne!(self.0, 2, "two");
        CannotBeCloned(self.0)
    }
}

#[tokio::test(start_paused = true)]
async fn an_input_that_panics_when_it_is_cloned_fails_on_its_own() {
    let batch = (0..4)
        .map(CannotBeCloned)
        .fan_out(|item| echo(item.0))
        .collect()
        .await;
    let failed: Vec<_> = batch.failed().collect();
    assert_eq!(
        (failed.len(), failed[0].index, failed[0].input.0),
        (1, 2, 2)
    );
    assert_eq!(failed[0].error.did_run(), DidRun::No);
    assert!(failed[0].error.panic_message().unwrap().contains("two"));
}

#[tokio::test(start_paused = true)]
async fn items_end_while_a_stream_is_silent() {
    let silent = stream::iter(0..3_u32).chain(stream::once(pending()));
    let mut items = silent.fan_out(echo).stream();
    let started = Instant::now();
    for _ in 0..3 {
        assert!(items.next().await.unwrap().result.is_ok());
    }
    assert_eq!(started.elapsed().as_secs(), 1);
    assert_eq!(items.progress().in_flight, 0);
    let late = tokio::time::timeout(Duration::from_secs(3_600), items.next());
    assert!(late.await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_ends_late_ends_the_fan_out_then() {
    let late = stream::iter(0..3_u32)
        .chain(stream::once(sleep(Duration::from_secs(60))).filter_map(|()| ready(None)));
    let started = Instant::now();
    let batch = late.fan_out(echo).collect().await;
    assert!(batch.is_success());
    assert_eq!(batch.summary().succeeded, 3);
    assert_eq!(started.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn errors_of_a_stream_are_failures_of_their_items() {
    let pages = stream::iter([Ok(1), Err("the page is gone"), Ok(3)]);
    let batch = pages
        .fan_out(|item: Result<u32, &str>| async move {
            let item = item.map_err(|gone| Error::function("Page", gone))?;
            echo(item).await
        })
        .collect()
        .await;
    assert!(batch.succeeded().eq(&[1, 3]));
    assert_eq!(batch.failed().next().unwrap().index, 1);
}

#[tokio::test]
async fn nothing_is_done_for_no_items() {
    let none = fan_out(iter::empty(), echo).tolerate(Failures::share(0.0));
    let batch = none.until(0).collect().await;
    assert!(batch.is_success() && batch.results().is_empty());
    assert_eq!(batch.summary().to_string(), "0 items in 0.0 s: 0 succeeded");
    assert_eq!(batch.summary().not_started, Some(0));
    let empty = stream::empty().fan_out(echo).ordered().collect().await;
    assert!(empty.is_success());
}

#[tokio::test]
async fn one_item_is_one_item() {
    let batch = [7].fan_out(|item: u32| ready(Ok::<_, Error>(item)));
    let batch = batch.ordered().until(1).collect().await;
    assert!(batch.is_success());
    assert_eq!(batch.summary().to_string(), "1 item in 0.0 s: 1 succeeded");
}

#[test]
fn closures_may_borrow_and_need_not_be_send() {
    let runtime = Builder::new_current_thread().enable_all().build();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let lambda = lambda();
    let names = ["echo".to_owned(), "missing".to_owned()];
    let mut started = 0;
    let batch = runtime.unwrap().block_on(
        fan_out(names.iter(), |name| {
            started += 1;
            let (seen, lambda) = (Rc::clone(&seen), &lambda);
            async move {
                let result = lambda.call(name.as_str()).json::<u32>(&1).await;
                seen.borrow_mut().push(name);
                result
            }
        })
        .collect(),
    );
    assert_eq!((batch.succeeded().count(), batch.not_run().count()), (1, 1));
    assert_eq!((started, seen.borrow().len()), (2, 2));
}

/// One `Lambda`, and its limiter, in threads that have a runtime each.
#[test]
fn several_runtimes_share_a_client() {
    let lambda = lambda();
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| {
                let runtime = Builder::new_current_thread().enable_all().build();
                let items = 0..500_u32;
                let batch = items
                    .clone()
                    .fan_out(|item| lambda.call("echo").json::<u32>(&item));
                let batch = runtime.unwrap().block_on(batch.adaptive(20).collect());
                assert!(batch.succeeded().copied().eq(items));
            });
        }
    });
    assert_eq!(lambda.limiter("echo").in_flight(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fan_out_can_be_a_task() {
    let lambda = lambda();
    let task = tokio::spawn(async move {
        fan_out(0..100_u32, |item| lambda.call("echo").json::<u32>(&item))
            .collect()
            .await
    });
    assert!(task.await.unwrap().is_success());
}
