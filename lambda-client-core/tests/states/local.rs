//! The machines in this process have the rules of Step Functions, in virtual time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lambda_client_core::step_functions::{
    ExecutionStatus, LocalFault, LocalMachine, LocalMachines, Machines, StartOutcome,
};
use lambda_client_core::{DidRun, Error, ErrorKind, RetryConfig};
use serde_json::{Value, json};

use crate::rules::Rules;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn passing() -> LocalMachine {
    LocalMachine::new(|input: Value| async move { Ok::<_, Error>(input) })
}

fn waiting() -> LocalMachine {
    LocalMachine::new(|input: Value| async move {
        tokio::time::sleep(365 * DAY).await;
        Ok::<_, Error>(input)
    })
}

fn local() -> LocalMachines {
    let failing = LocalMachine::new(|_: Value| async {
        Err::<(), _>(Error::function("OutOfStock", "no cups"))
    });
    let panicking = LocalMachine::new(|number: u8| async move {
        assert!(number < 2, "a bug");
        Ok::<_, Error>(number)
    });
    LocalMachines::builder()
        .standard("passing", passing())
        .standard("waiting", waiting())
        .standard("failing", failing)
        .standard("panicking", panicking)
        .standard("late", waiting().timeout(Duration::from_secs(60)))
        .express("express", passing())
        .express("slow", waiting())
        .build()
}

async fn start(local: &LocalMachines, machine: &str, name: &str) -> Result<StartOutcome, Error> {
    let machine = local.machines().machine(&local.arn(machine));
    Ok(machine.start(&1).name(name).await?.outcome())
}

#[tokio::test(start_paused = true)]
async fn every_row_of_the_table_holds_in_process() {
    let local = local();
    let rules = Rules {
        machines: local.machines(),
        waiting: &local.arn("waiting"),
        passing: &local.arn("passing"),
    };
    rules.check().await;
    let express = local.machines().express(&local.arn("express"));
    for _ in 0..2 {
        express.start(&7).name("same").await.unwrap();
    }
    assert_eq!(local.executions("express"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_start_is_told_at_once_that_the_execution_ran_before() {
    let local = local();
    // The own first attempt has started it.
    local.fault(LocalFault::lose_response());
    let first = start(&local, "waiting", "n").await.unwrap();
    assert_eq!(first, StartOutcome::New);
    let again = start(&local, "waiting", "n").await.unwrap();
    assert_eq!(again, StartOutcome::AlreadyRunning);
    local.fault(LocalFault::lose_request());
    tokio::time::sleep(Duration::from_secs(5)).await;
    let later = start(&local, "waiting", "n").await.unwrap();
    assert_eq!(later, StartOutcome::AlreadyRunning);
}

#[tokio::test(start_paused = true)]
async fn a_name_is_free_again_after_ninety_days() {
    let local = local();
    assert_eq!(
        start(&local, "passing", "n").await.unwrap(),
        StartOutcome::New
    );
    tokio::time::sleep(89 * DAY).await;
    assert_eq!(
        start(&local, "passing", "n").await.unwrap(),
        StartOutcome::AlreadyFinished
    );
    tokio::time::sleep(2 * DAY).await;
    assert_eq!(
        start(&local, "passing", "n").await.unwrap(),
        StartOutcome::New
    );
    assert_eq!(local.executions("passing"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_closure_that_panics_before_its_future_exists_ends_its_execution() {
    let machine = LocalMachine::new(|number: u8| {
        assert!(number < 2, "a bug");
        async move { Ok::<_, Error>(number) }
    });
    let local = LocalMachines::builder().standard("eager", machine).build();
    let machine = local.machines().machine(&local.arn("eager"));
    let started = machine.start(&2).await.unwrap();
    let waiting = tokio::time::timeout(DAY, started.execution().result());
    let error = waiting.await.expect("it ends").unwrap_err();
    assert_eq!(error.code(), Some("States.Runtime"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn executions_end_in_every_way() {
    let local = local();
    for (machine, input, kind, code) in [
        ("failing", json!(1), ErrorKind::Function, "OutOfStock"),
        (
            "late",
            json!(1),
            ErrorKind::ExecutionTimedOut,
            "States.Timeout",
        ),
        (
            "panicking",
            json!(2),
            ErrorKind::ExecutionFailed,
            "States.Runtime",
        ),
        (
            "panicking",
            json!("text"),
            ErrorKind::ExecutionFailed,
            "States.Runtime",
        ),
    ] {
        let machine = local.machines().machine(&local.arn(machine));
        let started = machine.start(&input).await.unwrap();
        let error = started.execution().result().await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (kind, Some(code)), "{error}");
    }
    let slow = local.machines().express(&local.arn("slow"));
    let error = slow.run(&1).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.did_run()),
        (ErrorKind::ExecutionTimedOut, DidRun::Yes)
    );
    let failing = local
        .machines()
        .machine(&local.arn("failing"))
        .execution("unknown");
    assert!(failing.result().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn an_execution_that_is_stopped_ends_and_runs_again_once_it_is_redriven() {
    let (ended, counted) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (ends, runs) = (Arc::clone(&ended), Arc::clone(&counted));
    let machine = LocalMachine::new(move |input: u8| {
        let (ends, run) = (Arc::clone(&ends), runs.fetch_add(1, Ordering::Relaxed));
        async move {
            tokio::time::sleep(Duration::from_secs(100)).await;
            ends.fetch_add(1, Ordering::Relaxed);
            Ok::<_, Error>(input + u8::try_from(run).unwrap())
        }
    });
    let local = LocalMachines::builder().standard("m", machine).build();
    let started = local
        .machines()
        .machine(&local.arn("m"))
        .output::<u8>()
        .start(&40)
        .await
        .unwrap();
    let execution = started.into_execution();
    assert_eq!(
        execution.redrive().await.unwrap_err().code(),
        Some("ExecutionNotRedrivable")
    );
    tokio::time::sleep(Duration::from_secs(10)).await;
    execution
        .stop("Cancelled", "by the customer")
        .await
        .unwrap();
    let error = execution.result().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::ExecutionAborted, Some("Cancelled"))
    );
    tokio::time::sleep(Duration::from_secs(1_000)).await;
    assert_eq!(
        ended.load(Ordering::Relaxed),
        0,
        "what was stopped does not go on"
    );

    // The response is lost, and the retry of the same request does not redrive twice.
    local.fault(LocalFault::lose_response().on("RedriveExecution"));
    execution.redrive().await.unwrap();
    assert_eq!(execution.result().await.unwrap(), 41);
    assert_eq!(execution.describe().await.unwrap().redrive_count, 1);
    let events = execution.history().page_size(2).all().await.unwrap();
    let types: Vec<_> = events.iter().map(|event| event.event_type()).collect();
    assert_eq!(
        types,
        [
            "ExecutionStarted",
            "ExecutionAborted",
            "ExecutionRedriven",
            "ExecutionSucceeded"
        ]
    );
    let newest = execution
        .history()
        .newest_first()
        .next()
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (newest.id(), newest.event_type()),
        (4, "ExecutionSucceeded")
    );
    tokio::time::sleep(15 * DAY).await;
    assert!(execution.redrive().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn descriptions_may_be_late() {
    let local = LocalMachines::builder()
        .standard("passing", passing())
        .description_delay(Duration::from_secs(2))
        .build();
    assert_eq!(
        start(&local, "passing", "n").await.unwrap(),
        StartOutcome::New
    );
    // Until then, the execution runs.
    tokio::time::sleep(Duration::from_millis(1)).await;
    let attached = local
        .machines()
        .machine(&local.arn("passing"))
        .execution("n");
    assert!(attached.status().await.unwrap_err().is_not_found());
    assert_eq!(
        start(&local, "passing", "n").await.unwrap(),
        StartOutcome::AlreadyFinished
    );
    assert_eq!(attached.status().await.unwrap(), ExecutionStatus::Succeeded);
}

#[tokio::test(start_paused = true)]
async fn descriptions_may_never_come() {
    let local = LocalMachines::builder()
        .standard("passing", passing())
        .description_delay(Duration::MAX)
        .build();
    start(&local, "passing", "n").await.unwrap();
    tokio::time::sleep(DAY).await;
    let machine = local.machines().machine(&local.arn("passing"));
    let unseen = machine.execution("n").status().await.unwrap_err();
    assert!(unseen.is_not_found(), "{unseen}");
}

#[tokio::test(start_paused = true)]
async fn faults_are_used_once_and_by_their_operation() {
    let local = local();
    local.fault(
        LocalFault::refuse("StateMachineDeleting")
            .on("StartExecution")
            .times(2),
    );
    local.fault(LocalFault::refuse("AccessDeniedException").on("DescribeExecution"));
    for _ in 0..2 {
        let error = start(&local, "passing", "n").await.unwrap_err();
        assert_eq!(error.code(), Some("StateMachineDeleting"));
    }
    assert_eq!(
        start(&local, "passing", "n").await.unwrap(),
        StartOutcome::New
    );
    tokio::time::sleep(Duration::from_millis(1)).await;
    let execution = local
        .machines()
        .machine(&local.arn("passing"))
        .execution("n");
    assert_eq!(
        execution.status().await.unwrap_err().code(),
        Some("AccessDeniedException")
    );
    assert_eq!(
        execution.status().await.unwrap(),
        ExecutionStatus::Succeeded
    );
    assert_eq!(
        start(&local, "missing", "n").await.unwrap_err().code(),
        Some("StateMachineDoesNotExist")
    );
    let error = local
        .machines()
        .express(&local.arn("passing"))
        .run(&1)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("StateMachineTypeNotSupported"));
}

/// Without names, AWS starts an execution for each request that arrives: what the SDK's own retries make of lost responses.
#[tokio::test(start_paused = true)]
async fn twenty_thousand_starts_under_faults_start_nothing_twice() {
    const STARTS: usize = 20_000;
    let local = local();
    let retry = RetryConfig::new().budget(1_000_000);
    let machines = Machines::builder(local.clone()).retry(retry).build();
    let machine = machines.machine(&local.arn("passing"));
    let (mut successes, mut unknown) = (0, 0);
    for number in 0..STARTS {
        // Two numbers without a common divisor mix the kinds in every order, up to three faults in a row.
        for fault in 0..(number * 7 + number / 11) % 4 {
            local.fault(match (number / 4 + fault * 3) % 5 {
                0 => LocalFault::lose_request(),
                1 => LocalFault::lose_response(),
                2 => LocalFault::server_error(),
                3 => LocalFault::refuse("ThrottlingException"),
                _ => LocalFault::refuse("KmsThrottlingException"),
            });
        }
        let before = local.executions("passing");
        let start = machine.start(&number);
        let result = match number % 2 {
            0 => start.key(format!("orders/{number}")).await,
            _ => start.await,
        };
        let started = local.executions("passing") - before;
        assert!(started <= 1, "{number} started {started} executions");
        match result {
            Ok(_) => {
                assert_eq!(started, 1, "{number}");
                successes += 1;
            }
            Err(error) if error.did_run() == DidRun::No => {
                assert_eq!(started, 0, "{number}: {error}")
            }
            Err(_) => unknown += 1,
        }
    }
    assert!(
        successes > STARTS * 2 / 3 && unknown < STARTS / 3,
        "{successes} and {unknown}"
    );
}
