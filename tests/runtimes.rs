//! Calls outside of a tokio runtime, or in one without a timer: an error that says what to do, never a panic.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use futures::executor;
use lambda_client::clock::ManualClock;
use lambda_client::server::Invocation;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::TransportError;
use lambda_client::{Call, DidRun, Error, ErrorKind, Lambda, LocalLambda, RetryConfig};
use tokio::runtime::{Builder, Runtime};

const SECOND: Duration = Duration::from_secs(1);

fn local() -> LocalLambda {
    LocalLambda::builder().handler("ping", pong).build()
}

async fn pong(_: Invocation) -> &'static str {
    "1"
}

fn ping(lambda: &Lambda) -> Call<Result<u32, Error>> {
    lambda.call("ping").json(&())
}

/// Places without a timer, with a word of the error that they cause.
struct Place {
    runtime: Option<Runtime>,
    advice: &'static str,
}

impl Place {
    fn all() -> [Place; 3] {
        let in_runtime = |mut builder: Builder| Place {
            runtime: Some(builder.build().unwrap()),
            advice: "the tokio runtime has no timer; build it with `enable_all()` or `enable_time()`",
        };
        [
            Place {
                runtime: None,
                advice: "there is no tokio runtime here; await the call within one",
            },
            in_runtime(Builder::new_current_thread()),
            in_runtime(Builder::new_multi_thread()),
        ]
    }

    fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        match &self.runtime {
            Some(runtime) => runtime.block_on(future),
            None => executor::block_on(future),
        }
    }

    #[track_caller]
    fn refuses(&self, call: Call<Result<u32, Error>>) {
        let error = self.block_on(call).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        assert_eq!(error.did_run(), DidRun::No);
        assert!(error.to_string().contains(self.advice), "{error}");
    }
}

#[test]
fn a_local_lambda_refuses_calls() {
    for place in Place::all() {
        let local = local();
        let lambda = local.lambda();
        place.refuses(ping(&lambda));
        place.refuses(ping(&lambda).timeout(SECOND));
        let event = place.block_on(ping(&lambda).event()).unwrap_err();
        assert_eq!(event.did_run(), DidRun::No, "{event}");
        assert!(place.block_on(ping(&lambda).dry_run()).is_err());
        local.recorder().assert_requests("ping", 0);
        local.recorder().assert_runs("ping", 0);

        // Nothing is pending, and reading the configuration needs no timer.
        place.block_on(local.settled());
        let functions = place.block_on(lambda.functions().all()).unwrap();
        assert_eq!(functions.len(), 1);
    }
}

#[test]
fn a_timed_call_is_refused_before_anything_is_sent() {
    for place in Place::all() {
        let transport = ScriptedTransport::always(Step::json("1"));
        let lambda = Lambda::new(transport.clone());
        place.refuses(ping(&lambda).timeout(SECOND));
        place.refuses(ping(&lambda).attempt_timeout(SECOND));
        place.refuses(ping(&lambda).deadline(Instant::now() + SECOND));
        assert_eq!(transport.take_requests().len(), 0);
    }
}

#[test]
fn a_call_that_does_not_wait_needs_no_runtime() {
    for place in Place::all() {
        let throttled = TransportError::service(429).with_code("TooManyRequestsException");
        let steps = [Step::json("1"), Step::fail(throttled), Step::json("2")];
        let lambda = Lambda::new(ScriptedTransport::new(steps));
        assert_eq!(place.block_on(ping(&lambda)).unwrap(), 1);
        let at_once = RetryConfig::new().max_delay(Duration::ZERO);
        assert_eq!(place.block_on(ping(&lambda).retry(at_once)).unwrap(), 2);
    }
}

#[test]
fn a_retry_that_would_wait_is_not_made() {
    for place in Place::all() {
        let throttled = TransportError::service(429).with_code("TooManyRequestsException");
        let transport = ScriptedTransport::always(throttled);
        let lambda = Lambda::new(transport.clone());
        let error = place.block_on(ping(&lambda)).unwrap_err();
        assert_eq!(transport.take_requests().len(), 1);
        assert_eq!(error.kind(), ErrorKind::Throttled, "{error}");
        assert!(error.is_retryable());
        let advice =
            "not retried, because a delay needs a tokio runtime with a timer (`enable_all()`)";
        assert!(error.to_string().contains(advice), "{error}");
    }
}

#[test]
fn a_delayed_step_is_refused() {
    for place in Place::all() {
        let transport = ScriptedTransport::always(Step::json("1").after(SECOND));
        place.refuses(ping(&Lambda::new(transport)));
    }
}

#[test]
fn an_endpoint_needs_a_runtime_with_a_timer_and_io() {
    let refused = |result: io::Result<lambda_client::local::Endpoint>, advice: &str| {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::Unsupported);
        assert!(error.to_string().contains(advice), "{error}");
    };
    for place in Place::all() {
        refused(place.block_on(local().listen(0)), place.advice);
    }
    let without_io = Builder::new_current_thread().enable_time().build().unwrap();
    refused(without_io.block_on(local().listen(0)), "`enable_io()`");
    let complete = Builder::new_current_thread().enable_all().build().unwrap();
    let _endpoint = complete.block_on(local().listen(0)).unwrap();
}

#[test]
fn another_clock_needs_no_timer() {
    let local = LocalLambda::builder().handler("ping", pong);
    let local = local.clock(ManualClock::new()).build();
    let bare = Builder::new_current_thread().build().unwrap();
    let call = ping(&local.lambda()).timeout(SECOND);
    assert_eq!(bare.block_on(call).unwrap(), 1);
}

#[test]
fn a_call_may_be_made_outside_of_the_runtime_that_polls_it() {
    let call = ping(&local().lambda()).timeout(SECOND);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(runtime.block_on(call).unwrap(), 1);
}

/// The timer of a call belongs to the runtime in which the call has started.
#[test]
fn a_call_whose_runtime_has_ended_times_out() {
    let lambda = Lambda::new(ScriptedTransport::always(Step::hang()));
    let mut call = pin!(ping(&lambda).timeout(60 * SECOND));
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let polled = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(polled, Poll::Pending));
    });
    drop(runtime);
    let error = executor::block_on(call).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(error.did_run(), DidRun::Unknown);
}
