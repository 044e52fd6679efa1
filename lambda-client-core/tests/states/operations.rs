//! Each operation through the AWS SDK.

use lambda_client_core::step_functions::{Delivery, ExecutionStatus};
use lambda_client_core::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::service::{Fault, Service, machine};
use lambda_client_test_support::Step;

#[tokio::test]
async fn an_execution_is_described_stopped_redriven_and_its_history_read() {
    let service = Service::start().await;
    let waiting = service.machines().machine(&machine("waiting"));
    let started = waiting.start(&json!({"id": 17})).name("n").await.unwrap();
    let execution = started.into_execution();
    assert_eq!(execution.status().await.unwrap(), ExecutionStatus::Running);
    assert_eq!(
        service.peer().requests().last().unwrap().json()["includedData"],
        "METADATA_ONLY"
    );
    let description = execution.describe().await.unwrap();
    assert_eq!(description.input.unwrap().bytes(), r#"{"id":17}"#);
    let events = execution
        .history()
        .page_size(10)
        .newest_first()
        .all()
        .await
        .unwrap();
    assert_eq!(events[0].event_type(), "ExecutionStarted");
    let details: Value = events[0].details_as().unwrap();
    assert_eq!(details, json!({"input": "1"}));
    let page = service.peer().requests().last().unwrap().json();
    assert_eq!(
        (&page["maxResults"], &page["reverseOrder"]),
        (&json!(10), &json!(true))
    );
    execution
        .stop("Cancelled", "by the customer")
        .await
        .unwrap();
    let stop = service.peer().requests().last().unwrap().json();
    assert_eq!(
        (&stop["error"], &stop["cause"]),
        (&json!("Cancelled"), &json!("by the customer"))
    );
    let error = execution.result().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ExecutionAborted);
    execution.redrive().await.unwrap();
    let redrive = service.peer().requests().last().unwrap().json();
    assert_eq!(redrive["clientToken"].as_str().unwrap().len(), 36);
    // Attached by its ARN, it is the same.
    let attached = service.machines().execution(execution.arn());
    assert_eq!(attached.status().await.unwrap(), ExecutionStatus::Aborted);
}

#[tokio::test]
async fn a_task_is_told_and_a_lost_response_is_recognized() {
    let service = Service::start().await;
    let machines = service.machines();
    machines.task("t1").heartbeat().await.unwrap();
    assert_eq!(
        machines.task("t1").succeed(&7).await.unwrap(),
        Delivery::Done
    );
    let sent = service.peer().requests().last().unwrap().json();
    assert_eq!(sent, json!({"taskToken": "t1", "output": "7"}));
    let error = machines.task("t1").succeed(&7).await.unwrap_err();
    assert_eq!(error.code(), Some("TaskTimedOut"));
    service.faults([Some(Fault::After(Step::silence().reset()))]);
    let declined = Error::function("Declined", "no funds");
    assert_eq!(
        machines.task("t2").fail(&declined).await.unwrap(),
        Delivery::ProbablyDone
    );
    let sent = service.peer().requests().last().unwrap().json();
    assert_eq!(sent["error"], "Declined");
}

#[tokio::test]
async fn descriptions_that_are_late_are_waited_for() {
    let service = Service::start().await;
    let passing = service
        .machines()
        .machine(&machine("passing"))
        .output::<u8>();
    passing.start(&7).name("n").await.unwrap();
    service.unseen(3);
    let again = passing.start(&7).name("n").await.unwrap();
    assert_eq!(again.execution().result().await.unwrap(), 7);
}
