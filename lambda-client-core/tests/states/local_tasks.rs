//! Tasks of this process that wait for a token, in virtual time.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use lambda_client_core::Error;
use lambda_client_core::step_functions::{Delivery, LocalFault, LocalMachine, LocalMachines};
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
async fn a_task_outlives_no_account() {
    let task = local().new_task().heartbeat(Duration::from_secs(60));
    let failure = task.ended().await.unwrap_err();
    assert_eq!(failure.error_type(), Some("States.Timeout"));
}

/// An account with a machine that has one task: it tells its token to nobody but this test, and waits for 10 minutes at most.
fn with_waiting_machine() -> (LocalMachines, Arc<OnceLock<String>>) {
    let (account, token) = (
        Arc::new(OnceLock::<LocalMachines>::new()),
        Arc::new(OnceLock::new()),
    );
    let (own, told) = (Arc::clone(&account), Arc::clone(&token));
    let machine = LocalMachine::new(move |_: ()| {
        let task = own.get().expect("an account").new_task();
        told.set(task.token().to_owned()).expect("one execution");
        async move {
            let output = task.ended().await;
            Ok::<_, Error>(output.is_ok())
        }
    });
    let machine = machine.timeout(Duration::from_secs(600));
    let local = LocalMachines::builder().standard("m", machine).build();
    account.set(local.clone()).expect("one account");
    (local, token)
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
