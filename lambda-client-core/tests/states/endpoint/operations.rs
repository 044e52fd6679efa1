//! What the SDK for Rust asks for.

use std::time::Duration;

use lambda_client_core::ErrorKind;
use lambda_client_core::clock::ManualClock;
use lambda_client_core::step_functions::{Delivery, LocalMachines, StartOutcome};

use super::{builder, listen, passing, waiting};
use crate::rules::Rules;

#[tokio::test]
async fn the_sdk_finds_every_row_of_the_table() {
    let (local, endpoint) = listen().await;
    let rules = Rules {
        machines: builder(&endpoint).build(),
        waiting: &local.arn("waiting"),
        passing: &local.arn("passing"),
    };
    rules.check().await;
    let express = rules.machines.express(&local.arn("express"));
    for _ in 0..2 {
        express.start(&7).name("same").await.unwrap();
    }
    assert_eq!(local.executions("express"), 2);
    endpoint.shutdown().await;
}

#[tokio::test]
async fn a_name_is_free_again_after_ninety_days_of_the_account() {
    let clock = ManualClock::new();
    let local = LocalMachines::builder()
        .standard("passing", passing())
        .standard("waiting", waiting())
        .clock(clock.clone())
        .build();
    let endpoint = local.listen(0).await.unwrap();
    let machine = builder(&endpoint).build().machine(&local.arn("passing"));
    let start = || machine.start(&1).name("n");
    let started = start().await.unwrap();
    assert_eq!(started.outcome(), StartOutcome::New);
    started.execution().result().await.unwrap();
    clock.advance(Duration::from_secs(89 * 86_400));
    let again = start().await.unwrap();
    assert_eq!(again.outcome(), StartOutcome::AlreadyFinished);
    clock.advance(Duration::from_secs(2 * 86_400));
    assert_eq!(start().await.unwrap().outcome(), StartOutcome::New);
    assert_eq!(local.executions("passing"), 2);

    // The header `Date` is that of the account as well, and tells the execution from a new one.
    let machine = builder(&endpoint).build().machine(&local.arn("waiting"));
    let start = || machine.start(&1).name("n");
    assert_eq!(start().await.unwrap().outcome(), StartOutcome::New);
    clock.advance(Duration::from_secs(60));
    let again = start().await.unwrap();
    assert_eq!(again.outcome(), StartOutcome::AlreadyRunning);
}

#[tokio::test]
async fn the_sdk_performs_every_operation() {
    let (local, endpoint) = listen().await;
    let machines = builder(&endpoint).build();
    let failing = machines.machine(&local.arn("failing"));
    let execution = failing.start(&1).await.unwrap().into_execution();
    let error = execution.result().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (ErrorKind::Function, Some("OutOfStock"), Some("no cups"))
    );
    execution.redrive().await.unwrap();
    execution.result().await.unwrap_err();
    assert_eq!(execution.describe().await.unwrap().redrive_count, 1);
    let events = execution.history().page_size(2).all().await.unwrap();
    let types: Vec<_> = events.iter().map(|event| event.event_type()).collect();
    assert_eq!(
        types,
        [
            "ExecutionStarted",
            "ExecutionFailed",
            "ExecutionRedriven",
            "ExecutionFailed"
        ]
    );
    let newest = execution.history().newest_first().next().await;
    assert_eq!(newest.unwrap().unwrap().id(), 4);

    let express = machines.express(&local.arn("express")).output::<u8>();
    assert_eq!(express.run(&7).await.unwrap(), 7);
    let error = machines.express(&local.arn("passing")).run(&1).await;
    assert_eq!(
        error.unwrap_err().code(),
        Some("StateMachineTypeNotSupported")
    );

    let task = local.new_task();
    let told = machines.task(task.token());
    told.heartbeat().await.unwrap();
    assert_eq!(told.succeed(&1).await.unwrap(), Delivery::Done);
    assert_eq!(
        told.succeed(&1).await.unwrap_err().code(),
        Some("TaskTimedOut")
    );
    assert_eq!(task.ended().await.unwrap().bytes(), "1");
    let unknown = machines.task("unknown").heartbeat().await.unwrap_err();
    assert_eq!(unknown.code(), Some("TaskDoesNotExist"));
}
