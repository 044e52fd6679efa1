//! What is seen of a call that is dropped before it ends.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

use futures::executor::block_on;
use lambda_client::clock::{Clock, TokioClock};
use lambda_client::functions::{Directory, FunctionConfiguration};
use lambda_client::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd, Observer};
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{
    BoxFuture, Evidence, SendStage, TransportError, TransportErrorKind,
};
use lambda_client::{Call, Error, Lambda, Raw, RetryConfig};
use tokio::time::{sleep, timeout};

use crate::shop::Longest;

/// Writes down the names of what it is told, and everything about a call that was dropped.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, line: impl Into<String>) {
        self.0.lock().unwrap().push(line.into());
    }

    /// Returns what this observer of `lambda` has been told.
    fn lines(&self, lambda: &Lambda) -> Vec<String> {
        block_on(lambda.flush_observers());
        self.0.lock().unwrap().clone()
    }
}

impl Observer for Log {
    fn attempt_started(&self, attempt: &AttemptStart) {
        self.add(format!("start {}", attempt.number()));
    }

    fn attempt_finished(&self, attempt: &AttemptEnd) {
        self.add(format!("end {}", attempt.number()));
    }

    fn call_finished(&self, _: &CallEnd) {
        self.add("call");
    }

    fn call_dropped(&self, call: &CallDrop) {
        self.add(format!(
            "dropped {} after {:?}: {} attempts, in {:?}, {}",
            call.target().function(),
            call.duration(),
            call.attempts(),
            call.open_attempt(),
            call.did_run().as_str(),
        ));
        assert!(format!("{call:?}").contains("CallDrop"));
    }
}

/// Panics when a call is dropped.
struct Broken;

impl Observer for Broken {
    fn call_dropped(&self, _: &CallDrop) {
        panic!("dropped");
    }
}

fn lambda(steps: impl IntoIterator<Item = Step>, log: &Log) -> Lambda {
    Lambda::builder(ScriptedTransport::new(steps))
        .jitter(Longest)
        .observer(Broken)
        .observer(log.clone())
        .build()
}

fn orders(lambda: &Lambda) -> Call<Result<Raw, Error>> {
    let retry = RetryConfig::new()
        .max_attempts(3)
        .base_delay(Duration::from_secs(4))
        .max_delay(Duration::from_secs(4));
    lambda
        .call("orders")
        .json(&())
        .idempotent(true)
        .retry(retry)
}

/// Drops the call after a second, and returns what was seen.
async fn dropped_after_a_second(steps: impl IntoIterator<Item = Step>) -> Vec<String> {
    let log = Log::default();
    let lambda = lambda(steps, &log);
    let call = orders(&lambda).attempt_timeout(Duration::from_millis(1_500));
    let _ = timeout(Duration::from_secs(1), call).await.unwrap_err();
    log.lines(&lambda)
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_sent_may_have_run() {
    let lines = dropped_after_a_second([Step::hang().at_stage(SendStage::Sending)]).await;
    let dropped = "dropped orders after 1s: 1 attempts, in Some(1), unknown";
    assert_eq!(lines, ["start 1", dropped]);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_sent_did_not_run() {
    let lines = dropped_after_a_second([Step::hang().at_stage(SendStage::Preparing)]).await;
    let dropped = "dropped orders after 1s: 1 attempts, in Some(1), no";
    assert_eq!(lines, ["start 1", dropped]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_its_retry_has_no_open_attempt() {
    let throttled = TransportError::service(429).with_code("TooManyRequestsException");
    let lines = dropped_after_a_second([Step::fail(throttled)]).await;
    let dropped = "dropped orders after 1s: 1 attempts, in None, no";
    assert_eq!(lines, ["start 1", "end 1", dropped]);
}

#[tokio::test(start_paused = true)]
async fn an_earlier_attempt_that_may_have_run_is_not_forgotten() {
    let log = Log::default();
    let lost = TransportError::new(TransportErrorKind::Connection, Evidence::Unknown);
    let steps = [
        Step::fail(lost),
        Step::hang().at_stage(SendStage::Preparing),
    ];
    let lambda = lambda(steps, &log);
    let call = orders(&lambda);
    timeout(Duration::from_secs(5), call).await.unwrap_err();
    let dropped = "dropped orders after 5s: 2 attempts, in Some(2), unknown";
    assert_eq!(log.lines(&lambda), ["start 1", "end 1", "start 2", dropped]);
}

/// An account whose responses do not come.
#[derive(Debug)]
struct Slow;

impl Directory for Slow {
    fn function_configuration<'a>(
        &'a self,
        _: &'a str,
        _: Option<&'a str>,
    ) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn reading_runs_nothing() {
    let log = Log::default();
    let lambda = Lambda::builder(ScriptedTransport::always(Step::hang()))
        .directory(Slow)
        .observer(log.clone())
        .build();
    let read = lambda.function("orders");
    timeout(Duration::from_secs(1), read).await.unwrap_err();
    let dropped = "dropped orders after 1s: 1 attempts, in Some(1), no";
    assert_eq!(log.lines(&lambda), ["start 1", dropped]);
}

#[test]
fn a_call_can_be_dropped_after_its_runtime() {
    let log = Log::default();
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap()
    };
    let lambda = lambda([Step::hang().at_stage(SendStage::Sending)], &log);
    let mut call = Box::pin(orders(&lambda));
    runtime().block_on(async {
        let first = timeout(Duration::from_millis(1), &mut call).await;
        first.unwrap_err();
    });
    assert_eq!(log.lines(&lambda), ["start 1"]);
    drop(call);
    let lines = log.lines(&lambda);
    assert_eq!(lines.len(), 2);
    assert!(
        lines[1].ends_with(": 1 attempts, in Some(1), unknown"),
        "{lines:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_can_be_dropped_by_a_panic() {
    let log = Log::default();
    let lambda = lambda([Step::hang().at_stage(SendStage::Sending)], &log);
    let task = tokio::spawn({
        let lambda = lambda.clone();
        async move {
            let call = orders(&lambda);
            tokio::select! {
                _ = call => unreachable!("it hangs"),
                () = sleep(Duration::from_secs(1)) => panic!("with the call"),
            }
        }
    });
    // The observer that panics while this panic unwinds would otherwise have ended the process.
    assert!(task.await.unwrap_err().is_panic());
    assert_eq!(log.lines(&lambda).len(), 2);
}

/// A value that cannot even be tried to be decoded.
#[derive(Debug)]
struct Explosive;

impl<'de> serde::Deserialize<'de> for Explosive {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        panic!("a bug")
    }
}

#[tokio::test]
async fn a_value_whose_decoding_panics_was_returned_by_a_run() {
    let log = Log::default();
    let lambda = lambda([Step::json("7")], &log);
    let call = lambda.call("orders").json::<Explosive>(&());
    let task = tokio::spawn(async move { call.await.unwrap() });
    assert!(task.await.unwrap_err().is_panic());
    let lines = log.lines(&lambda);
    assert_eq!(lines[..2], ["start 1", "end 1"]);
    assert!(
        lines[2].ends_with(": 1 attempts, in None, yes"),
        "{lines:?}"
    );
}

#[tokio::test]
async fn a_call_that_was_never_polled_is_not_seen() {
    let log = Log::default();
    let lambda = lambda([Step::hang()], &log);
    drop(orders(&lambda));
    assert_eq!(log.lines(&lambda), [""; 0]);
}

#[tokio::test]
async fn a_call_that_has_ended_is_not_dropped_as_well() {
    let log = Log::default();
    let lambda = lambda([Step::json("7")], &log);
    let mut call = pin!(orders(&lambda));
    call.as_mut().await.unwrap();
    // Polled once more, it is an error.
    let polled = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(polled.is_ready());
    assert_eq!(log.lines(&lambda), ["start 1", "end 1", "call"]);
}

/// A clock that breaks once the call has begun.
#[derive(Clone, Debug, Default)]
struct Breaks(Arc<AtomicBool>);

impl Clock for Breaks {
    fn now(&self) -> Instant {
        assert!(!self.0.load(Ordering::Relaxed), "broken");
        TokioClock.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        TokioClock.sleep(duration)
    }
}

#[tokio::test]
async fn a_clock_that_panics_does_not_reach_who_drops() {
    let clock = Breaks::default();
    let steps = [Step::hang().at_stage(SendStage::Sending)];
    let lambda = Lambda::builder(ScriptedTransport::new(steps))
        .clock(clock.clone())
        .observer(Log::default())
        .build();
    let mut call = Box::pin(orders(&lambda));
    let polled = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(polled.is_pending());
    clock.0.store(true, Ordering::Relaxed);
    drop(call);
}

#[cfg(feature = "tracing")]
mod subscriber {
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use super::*;

    /// Panics when a span is given a value late.
    struct Stubborn;

    impl Subscriber for Stubborn {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.target() == "lambda_client"
        }

        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, _: &Record<'_>) {
            panic!("too late")
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, _: &Event<'_>) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    #[tokio::test]
    async fn a_subscriber_that_panics_does_not_reach_who_drops() {
        let _guard = tracing::subscriber::set_default(Stubborn);
        let log = Log::default();
        let lambda = lambda([Step::hang().at_stage(SendStage::Sending)], &log);
        let mut call = Box::pin(orders(&lambda));
        let polled = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
        drop(call);
        let lines = log.lines(&lambda);
        assert!(lines[1].starts_with("dropped orders"), "{lines:?}");
    }
}
