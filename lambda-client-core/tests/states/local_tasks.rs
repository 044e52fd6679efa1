//! Tasks of this process that wait for a token, in virtual time.

use std::time::Duration;

use lambda_client_core::Error;
use lambda_client_core::step_functions::{Delivery, LocalFault, LocalMachines};
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
