//! Calls of methods of Express machines.

use std::time::Duration;

use lambda_client::step_functions::LocalFault;
use lambda_client::{DidRun, ErrorKind};

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
