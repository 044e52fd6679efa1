//! Calls of methods of Standard machines.

use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use lambda_client::step_functions::{
    LocalFault, LocalMachines, Machines, StartOutcome, StatesOperation, StatesRequest,
    StatesResponse, StatesTransport,
};
use lambda_client::transport::{BoxFuture, TransportError};
use lambda_client::{DidRun, ErrorKind, RetryConfig};
use serde_json::{Value, json};

use crate::support::{Flow, FlowClient, FlowError, Recorder, local};

#[tokio::test(start_paused = true)]
async fn a_call_starts_an_execution_and_waits_for_its_output() {
    let (local, flow) = local();
    assert_eq!(flow.one("cup").await.unwrap(), "cup");
    assert_eq!(flow.one("cup").send().await.unwrap(), "cup");
    let several = flow.several("cup", Some(2)).await.unwrap();
    assert_eq!(several, json!({"order": "cup", "quantity": 2}));
    assert_eq!(flow.nothing().await.unwrap(), json!({}));
    assert_eq!(local.executions("one"), 2);
}

#[tokio::test(start_paused = true)]
async fn the_error_of_a_function_is_a_variant() {
    let (_, flow) = local();
    let error = flow.one("spoon").await.unwrap_err();
    assert!(
        matches!(error, FlowError::OutOfStock { ref sku } if sku == "spoon"),
        "{error:?}"
    );
    let error = flow.one("spoon").send().await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Yes);
    assert!(matches!(error.error(), FlowError::OutOfStock { .. }));
}

/// Code of a user that takes a client, a fake or an implementation.
async fn order(flow: &impl Flow) -> Result<Value, FlowError> {
    flow.one("cup").await
}

#[tokio::test(start_paused = true)]
async fn generic_code_takes_the_client_and_a_fake() {
    struct Fake;
    impl Flow for Fake {
        async fn one(&self, order: &str) -> Result<Value, FlowError> {
            Ok(json!(format!("fake {order}")))
        }
        async fn several(&self, _: &str, _: Option<u32>) -> Result<Value, FlowError> {
            Ok(Value::Null)
        }
        async fn nothing(&self) -> Result<Value, FlowError> {
            Ok(Value::Null)
        }
        async fn quick(&self, _: &str) -> Result<Value, FlowError> {
            Ok(Value::Null)
        }
        async fn quick_twice(&self, _: &str) -> Result<Value, FlowError> {
            Ok(Value::Null)
        }
    }
    let (_, flow) = local();
    assert_eq!(order(&flow).await.unwrap(), "cup");
    assert_eq!(order(&Fake).await.unwrap(), "fake cup");
}

#[tokio::test(start_paused = true)]
async fn a_start_with_a_name_is_made_once() {
    let (local, flow) = local();
    local.fault(LocalFault::lose_response().on("StartExecution"));
    let started = flow.one("cup").name("order-17").start().await.unwrap();
    assert_eq!(started.outcome(), StartOutcome::New);
    assert_eq!(started.attempts().len(), 2);
    // AWS responds alike to a start of the second before.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let again = flow.one("cup").name("order-17").start().await.unwrap();
    assert_eq!(again.outcome(), StartOutcome::AlreadyRunning);
    // A whole call finds the execution as well.
    assert_eq!(flow.one("cup").name("order-17").await.unwrap(), "cup");
    let error = flow.one("saucer").name("order-17").await.unwrap_err();
    assert_eq!(error.other().kind(), ErrorKind::NameTaken);
    let keyed = flow.one("cup").key("orders/17").start().await.unwrap();
    assert!(keyed.execution().name().starts_with("orders_17-"));
    assert_eq!(local.executions("one"), 2);
}

#[tokio::test(start_paused = true)]
async fn another_program_attaches_by_name_or_arn() {
    let (_, flow) = local();
    let started = flow.one("cup").name("order-17").start().await.unwrap();
    let arn = started.execution().arn();
    assert_eq!(flow.one_execution("order-17").arn(), arn);
    assert_eq!(flow.one_execution(arn).result().await.unwrap(), "cup");
    for other in ["a/b", &arn.replace(":one:", ":several:"), "arn:aws:s3:::a"] {
        let error = flow.one_execution(other).result().await.unwrap_err();
        assert_eq!(error.other().kind(), ErrorKind::Configuration, "{other}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_timeout_covers_start_and_waiting() {
    let (local, flow) = local();
    // Throttled starts take some of the time.
    local.fault(
        LocalFault::refuse("ThrottlingException")
            .on("StartExecution")
            .times(3),
    );
    let began = tokio::time::Instant::now();
    let retry = RetryConfig::new()
        .max_attempts(5)
        .base_delay(Duration::from_millis(500));
    let call = flow.one("cup").timeout(Duration::from_secs(5)).retry(retry);
    let error = call.await.unwrap_err().other();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(began.elapsed().as_secs(), 5, "{error}");
    assert!(error.to_string().contains("timed out after 5s"), "{error}");

    // The deadline counts as well, and a start alone is not limited by the execution.
    let deadline = std::time::Instant::now();
    let error = flow.one("cup").deadline(deadline).await.unwrap_err();
    assert_eq!(error.other().kind(), ErrorKind::Timeout);
    let timeout = Duration::from_secs(5);
    assert!(flow.one("cup").timeout(timeout).start().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn options_reach_the_request() {
    let recorder = Recorder::default();
    let flow = FlowClient::new(&Machines::new(recorder.clone()));
    flow.one("cup")
        .name("a")
        .trace_header("Root=1")
        .await
        .unwrap();
    let quick = flow.quick("cup").name("b").trace_header("Root=2");
    quick.await.unwrap();
    flow.quick("cup").key("c").start().await.unwrap();
    let starts = recorder.starts();
    let text = |name: &str, trace: Option<&str>, machine: &str| {
        let arn = format!("arn:aws:states:us-east-1:000000000000:stateMachine:{machine}");
        (Some(name.to_owned()), trace.map(str::to_owned), arn)
    };
    assert_eq!(
        starts,
        [
            text("a", Some("Root=1"), "one"),
            text("b", Some("Root=2"), "quick"),
            text("c", None, "quick"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_for_a_mistake() {
    let recorder = Recorder::default();
    let flow = FlowClient::new(&Machines::new(recorder.clone()));
    let large = "x".repeat(300_000);
    for (call, kind) in [
        (flow.one("cup").name("a/b"), ErrorKind::Configuration),
        (
            flow.one("cup").timeout(Duration::ZERO),
            ErrorKind::Configuration,
        ),
        (flow.one(&large), ErrorKind::TooLarge),
    ] {
        let error = call.await.unwrap_err().other();
        assert_eq!(
            (error.kind(), error.did_run()),
            (kind, DidRun::No),
            "{error}"
        );
    }
    assert_eq!(recorder.starts(), []);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_runs_takes_no_options() {
    let (local, flow) = local();
    let mut call = Box::pin(flow.one("cup"));
    let first = poll_fn(|cx| Poll::Ready(call.as_mut().poll(cx).is_pending())).await;
    assert!(first && format!("{call:?}") == "MachineCall(running)");
    let call = *std::pin::Pin::into_inner(call);
    let mut changed = pin!(call.name("late"));
    let error = changed.as_mut().await.unwrap_err().other();
    assert_eq!(error.did_run(), DidRun::Unknown);
    assert!(
        error
            .to_string()
            .contains("set options before the first poll"),
        "{error}"
    );
    assert_eq!(local.executions("one"), 1);
}

#[test]
fn debug_shows_no_input() {
    let flow = FlowClient::new(&Machines::new(Recorder::default()));
    let shown = format!("{flow:?} {:?}", flow.one("secret").name("a"));
    assert!(
        shown.contains("stateMachine:one") && !shown.contains("secret"),
        "{shown}"
    );
}

/// A call without a name is a new execution each time, so it must not be made again once it has started one.
#[tokio::test(start_paused = true)]
async fn only_a_call_with_a_name_can_be_made_again_when_its_end_is_unknown() {
    for (name, is_retryable) in [(Some("order-17"), true), (None, false)] {
        let (local, flow) = local();
        let throttled = LocalFault::refuse("ThrottlingException");
        local.fault(throttled.on("DescribeExecution").times(1_000));
        let call = flow.one("cup");
        let call = match name {
            Some(name) => call.name(name),
            None => call,
        };
        let error = call.await.unwrap_err().other();
        assert_eq!(error.is_retryable(), is_retryable, "{error}");
        assert_eq!(error.did_run(), DidRun::Yes, "{error}");
        assert_eq!(local.executions("one"), 1);
    }
}

/// A transport whose first description never gets a response.
#[derive(Debug)]
struct SilentOnce(LocalMachines, AtomicBool);

impl StatesTransport for SilentOnce {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        let describes = matches!(request.operation(), StatesOperation::DescribeExecution(_));
        match describes && !self.1.swap(true, Ordering::SeqCst) {
            true => Box::pin(pending()),
            false => self.0.send(request),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_an_attempt_holds_for_the_waiting_as_well() {
    let second = Duration::from_secs(1);
    for (limit, general, expected) in [
        (None, None, 30 * second),
        (Some(5 * second), None, 5 * second),
        // The timeout of any other request must not make the waiting fail once the execution has started.
        (Some(20 * second), Some(10 * second), 10 * second),
    ] {
        let (local, _) = local();
        let machines = Machines::builder(SilentOnce(local, AtomicBool::new(false)));
        let machines = match general {
            Some(timeout) => machines.timeout(timeout),
            None => machines,
        };
        let flow = FlowClient::new(&machines.build());
        let mut call = flow.one("cup").timeout(600 * second);
        if let Some(limit) = limit {
            call = call.attempt_timeout(limit);
        }
        let began = tokio::time::Instant::now();
        assert_eq!(call.await.unwrap(), "cup");
        // Up to a second before the first poll, and a few until the end is seen.
        let slack = began.elapsed().saturating_sub(expected);
        assert!(slack < 10 * second, "{limit:?}: {:?}", began.elapsed());
        assert!(began.elapsed() > expected, "{limit:?}");
    }
}
