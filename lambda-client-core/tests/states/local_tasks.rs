//! Tasks of this process that wait for a token, in virtual time.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use lambda_client_core::step_functions::{Delivery, LocalFault, LocalMachine, LocalMachines, Task};
use lambda_client_core::{Error, ErrorKind};
use serde_json::json;

fn local() -> LocalMachines {
    LocalMachines::builder().build()
}

#[tokio::test(start_paused = true)]
async fn a_task_ends_once() {
    let local = local();
    let task = local.new_task();
    let told = local.machines().task(task.token());
    told.heartbeat().await.unwrap();
    assert_eq!(
        told.succeed(&json!({"id": 1})).await.unwrap(),
        Delivery::Done
    );
    assert_eq!(
        told.succeed(&1).await.unwrap_err().code(),
        Some("TaskTimedOut")
    );
    assert_eq!(task.ended().await.unwrap().bytes(), r#"{"id":1}"#);

    let task = local.new_task();
    local.fault(LocalFault::lose_response());
    let told = local.machines().task(task.token());
    let declined = Error::function("Declined", "no funds");
    assert_eq!(told.fail(&declined).await.unwrap(), Delivery::ProbablyDone);
    assert_eq!(
        task.ended().await.unwrap_err().error_type(),
        Some("Declined")
    );

    let task = local.new_task();
    let told = local.machines().task(task.token());
    drop(task);
    assert_eq!(
        told.heartbeat().await.unwrap_err().code(),
        Some("TaskTimedOut")
    );
    let unknown = local
        .machines()
        .task("unknown")
        .heartbeat()
        .await
        .unwrap_err();
    assert_eq!(unknown.code(), Some("TaskDoesNotExist"));
    assert!(unknown.is_not_found());
    let expected = "not a token of these LocalMachines";
    assert!(unknown.to_string().contains(expected), "{unknown}");
}

#[tokio::test(start_paused = true)]
async fn a_task_without_a_heartbeat_in_time_has_ended() {
    let local = local();
    let minute = Duration::from_secs(60);
    let late = local.new_task().heartbeat(minute);
    let told = local.machines().task(late.token());
    let began = tokio::time::Instant::now();
    let beats = async {
        for _ in 0..3 {
            tokio::time::sleep(minute - Duration::from_millis(1)).await;
            told.heartbeat().await.unwrap();
        }
    };
    let (failure, ()) = tokio::join!(late.ended(), beats);
    assert_eq!(
        failure.unwrap_err().error_type(),
        Some("States.HeartbeatTimeout")
    );
    let expected = 4 * minute - Duration::from_millis(3);
    let taken = began.elapsed();
    assert!(
        taken >= expected && taken < expected + Duration::from_millis(10),
        "{taken:?}"
    );

    // It has ended even if nobody waits for its end, and a heartbeat cannot bring it back.
    let unseen = local.new_task().heartbeat(minute);
    let told = local.machines().task(unseen.token());
    tokio::time::sleep(minute).await;
    for _ in 0..2 {
        let error = told.heartbeat().await.unwrap_err();
        assert_eq!(error.code(), Some("TaskTimedOut"));
    }
    let error = told.succeed(&1).await.unwrap_err();
    assert_eq!(error.code(), Some("TaskTimedOut"));
    assert_eq!(
        unseen.ended().await.unwrap_err().error_type(),
        Some("States.HeartbeatTimeout")
    );

    let ended = local.new_task().heartbeat(minute);
    let told = local.machines().task(ended.token());
    let (output, told) = tokio::join!(ended.ended(), told.succeed(&7));
    assert_eq!(
        (told.unwrap(), output.unwrap().bytes().as_ref()),
        (Delivery::Done, &b"7"[..])
    );
}

#[tokio::test(start_paused = true)]
async fn a_task_has_a_time_limit_whatever_its_heartbeats() {
    let local = local();
    let minute = Duration::from_secs(60);
    let late = local.new_task().timeout(3 * minute).heartbeat(2 * minute);
    let told = local.machines().task(late.token());
    let began = tokio::time::Instant::now();
    let beats = async {
        for _ in 0..2 {
            tokio::time::sleep(minute).await;
            told.heartbeat().await.unwrap();
        }
    };
    let (failure, ()) = tokio::join!(late.ended(), beats);
    assert_eq!(failure.unwrap_err().error_type(), Some("States.Timeout"));
    let taken = began.elapsed();
    assert!(taken >= 3 * minute && taken < 3 * minute + Duration::from_millis(10));
    let error = told.succeed(&1).await.unwrap_err();
    assert_eq!(error.code(), Some("TaskTimedOut"));

    // What comes first counts, even if nobody waits for the end.
    let silent = local.new_task().timeout(3 * minute).heartbeat(minute);
    let told = local.machines().task(silent.token());
    tokio::time::sleep(4 * minute).await;
    let error = told.heartbeat().await.unwrap_err();
    assert_eq!(error.code(), Some("TaskTimedOut"));
    let failure = silent.ended().await.unwrap_err();
    assert_eq!(failure.error_type(), Some("States.HeartbeatTimeout"));
}

#[tokio::test(start_paused = true)]
async fn a_task_outlives_no_account() {
    let task = local().new_task().heartbeat(Duration::from_secs(60));
    let failure = task.ended().await.unwrap_err();
    assert_eq!(failure.error_type(), Some("States.Timeout"));
}

/// Runs a machine whose only task ends as `end` says, by its token, and returns how the execution ended.
async fn execution_of_task<F>(end: fn(Task) -> F) -> Result<u32, Error>
where
    F: Future<Output = ()> + Send + 'static,
{
    let tokens = local();
    let machine = LocalMachine::new(move |_: ()| {
        let task = tokens.new_task().heartbeat(Duration::from_secs(60));
        let told = tokens.machines().task(task.token());
        async move {
            end(told).await;
            task.result::<u32, Error>().await
        }
    });
    let local = LocalMachines::builder().standard("m", machine).build();
    let machine = local.machines().machine(&local.arn("m")).output::<u32>();
    machine.start(&()).await?.execution().result().await
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_task_is_that_of_the_execution_which_returns_it() {
    let output = execution_of_task(|task| async move {
        task.succeed(&7).await.unwrap();
    });
    assert_eq!(output.await.unwrap(), 7);

    let declined = execution_of_task(|task| async move {
        let error = Error::function("Declined", "no funds");
        task.fail(&error).await.unwrap();
    });
    let declined = declined.await.unwrap_err();
    assert_eq!(
        (declined.kind(), declined.code(), declined.message()),
        (ErrorKind::Function, Some("Declined"), Some("no funds"))
    );

    let late = execution_of_task(|_| async {}).await.unwrap_err();
    assert_eq!(
        (late.kind(), late.code()),
        (
            ErrorKind::ExecutionTimedOut,
            Some("States.HeartbeatTimeout")
        )
    );
    assert!(late.is_timeout());
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_task_is_typed() {
    let local = local();
    let secret = "secret";
    let task = local.new_task();
    let told = local.machines().task(task.token());
    told.succeed(secret).await.unwrap();
    let mismatch = task.result::<u32, Error>().await.unwrap_err();
    assert_eq!(mismatch.kind(), ErrorKind::Decode);
    let shown = format!("{mismatch} {mismatch:?}");
    assert!(!shown.contains(secret), "{shown}");

    let late = local.new_task().heartbeat(Duration::from_secs(60));
    let late = late.result::<u32, Error>().await.unwrap_err();
    assert_eq!(
        late.to_string(),
        "the execution timed out (States.HeartbeatTimeout)"
    );
}

/// An account with a machine that has one task: it gives its token to this test alone, and waits for 10 minutes at most.
fn with_waiting_machine() -> (LocalMachines, Arc<OnceLock<String>>) {
    let token = Arc::new(OnceLock::new());
    let told = Arc::clone(&token);
    let machine = LocalMachine::new(move |_: ()| {
        let task = LocalMachines::current().expect("an execution").new_task();
        told.set(task.token().to_owned()).expect("one execution");
        async move {
            let output = task.ended().await;
            Ok::<_, Error>(output.is_ok())
        }
    });
    let machine = machine.timeout(Duration::from_secs(600));
    let local = LocalMachines::builder().standard("m", machine).build();
    (local, token)
}

#[tokio::test(start_paused = true)]
async fn an_execution_finds_its_own_machines_and_does_not_keep_them() {
    let (local, token) = with_waiting_machine();
    let machine = local.machines().machine(&local.arn("m")).output::<bool>();
    let execution = machine.start(&()).await.unwrap().into_execution();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let task = local.machines().task(token.get().expect("a token"));
    task.succeed(&"paid").await.unwrap();
    assert!(execution.result().await.unwrap());
    assert!(LocalMachines::current().is_none());

    let (local, token) = with_waiting_machine();
    let machines = local.machines();
    machines.machine(&local.arn("m")).start(&()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let held = Arc::downgrade(&token);
    drop((local, machines, token));
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(held.upgrade().is_none(), "the machine is gone");
}

#[tokio::test(start_paused = true)]
async fn a_task_ends_with_its_execution() {
    for is_stopped in [true, false] {
        let (local, token) = with_waiting_machine();
        let machine = local.machines().machine(&local.arn("m")).output::<bool>();
        let execution = machine.start(&()).await.unwrap().into_execution();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let task = local.machines().task(token.get().expect("a token"));
        task.heartbeat().await.unwrap();
        if is_stopped {
            execution.stop("Stopped", "").await.unwrap();
        }
        assert!(execution.result().await.is_err());
        for error in [
            task.heartbeat().await.unwrap_err(),
            task.succeed(&1).await.unwrap_err(),
        ] {
            assert_eq!(error.code(), Some("TaskTimedOut"), "{is_stopped}");
        }
    }
    let (local, token) = with_waiting_machine();
    let machine = local.machines().machine(&local.arn("m")).output::<bool>();
    let execution = machine.start(&()).await.unwrap().into_execution();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let task = local.machines().task(token.get().expect("a token"));
    task.succeed(&1).await.unwrap();
    assert!(execution.result().await.unwrap());
}
