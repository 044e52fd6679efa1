//! Calls of methods of Express machines.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use lambda_client::step_functions::{
    LocalFault, StartExecution, StatesOperation, StatesRequest, StatesTransport,
};
use lambda_client::{DidRun, Error, ErrorKind};

use crate::support::{FlowError, local};

#[tokio::test(start_paused = true)]
async fn a_call_waits_in_the_request() {
    let (local, flow) = local();
    let began = tokio::time::Instant::now();
    assert_eq!(flow.quick("cup").await.unwrap(), "cup");
    // Without the delays of polling.
    assert_eq!(began.elapsed(), Duration::from_secs(10));
    let error = flow.quick("spoon").await.unwrap_err();
    assert!(matches!(error, FlowError::OutOfStock { .. }), "{error:?}");
    let response = flow.quick("cup").send().await.unwrap();
    assert_eq!(response.value(), "cup");
    assert_eq!(local.executions("quick"), 3);
    let error = flow.quick("cup").timeout(Duration::from_secs(3)).await;
    assert_eq!(error.unwrap_err().other().kind(), ErrorKind::Timeout);
}

#[tokio::test(start_paused = true)]
async fn only_an_idempotent_one_is_started_again() {
    let lost = || LocalFault::lose_response().on("StartSyncExecution");
    let (local, flow) = local();
    local.fault(lost());
    let error = flow.quick("cup").await.unwrap_err().other();
    assert_eq!(
        (error.did_run(), error.attempts().len()),
        (DidRun::Unknown, 1)
    );

    local.fault(lost());
    assert_eq!(flow.quick_twice("cup").await.unwrap(), "cup");
    assert_eq!(local.executions("quick_twice"), 2);

    local.fault(lost());
    assert!(flow.quick("cup").idempotent(true).await.is_ok());
    local.fault(lost());
    assert!(flow.quick_twice("cup").idempotent(false).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_start_does_not_wait() {
    let (local, flow) = local();
    let started = flow.quick("cup").name("a").start().await.unwrap();
    assert!(started.execution_arn().contains(":express:quick:a:"));
    flow.quick("cup").name("a").start().await.unwrap();
    assert_eq!(local.executions("quick"), 2);
}

/// Nobody knows how far an execution got whose runtime ended, and least of all that it did not start.
#[test]
fn an_execution_that_ends_with_its_runtime_may_have_run() {
    let (local, _) = local();
    let arn = local.arn("quick");
    let start = StartExecution::new(&arn, "\"cup\"");
    let mut sent = local.send(StatesRequest::new(StatesOperation::StartSyncExecution(
        start,
    )));
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    runtime().block_on(poll_fn(|cx| {
        assert!(sent.as_mut().poll(cx).is_pending());
        Poll::Ready(())
    }));
    let error = runtime().block_on(sent).unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(500), None));
    assert_eq!(Error::from(error).did_run(), DidRun::Unknown);
}
