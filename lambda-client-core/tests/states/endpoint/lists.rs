//! Lists, descriptions and histories, read without an SDK.

use serde_json::{Value, json};

use super::{ask, listen};

#[tokio::test]
async fn lists_have_pages() {
    let (local, endpoint) = listen().await;
    let machine = local.machines().machine(&local.arn("waiting"));
    for name in ["a", "b", "c"] {
        machine.start(&1).name(name).await.unwrap();
    }
    machine
        .execution("b")
        .stop("Cancelled", "by hand")
        .await
        .unwrap();
    let list = async |body: Value| ask(&endpoint, "ListExecutions", &body.to_string()).await.1;
    let arn = local.arn("waiting");
    let first = list(json!({"stateMachineArn": arn, "maxResults": 2})).await;
    assert_eq!(first["executions"].as_array().unwrap().len(), 2);
    assert_eq!(first["executions"][0]["name"], "c", "newest first: {first}");
    let token = &first["nextToken"];
    let rest = list(json!({"stateMachineArn": arn, "maxResults": 2, "nextToken": token})).await;
    assert_eq!(rest["executions"][0]["name"], "a");
    assert_eq!(rest["nextToken"], Value::Null);
    let aborted = list(json!({"stateMachineArn": arn, "statusFilter": "ABORTED"})).await;
    let aborted = aborted["executions"].as_array().unwrap();
    assert_eq!((aborted.len(), &aborted[0]["name"]), (1, &json!("b")));
    assert!(aborted[0]["stopDate"].is_f64());

    let (_, machines) = ask(&endpoint, "ListStateMachines", "{}").await;
    let names: Vec<_> = machines["stateMachines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|machine| {
            (
                machine["name"].as_str().unwrap(),
                machine["type"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("express", "EXPRESS"),
            ("failing", "STANDARD"),
            ("passing", "STANDARD"),
            ("waiting", "STANDARD")
        ]
    );
    let body = json!({"stateMachineArn": arn}).to_string();
    let (_, described) = ask(&endpoint, "DescribeStateMachine", &body).await;
    assert_eq!(described["status"], "ACTIVE");
}

#[tokio::test]
async fn a_history_leaves_data_out_if_asked() {
    let (local, endpoint) = listen().await;
    let machine = local.machines().machine(&local.arn("passing"));
    let started = machine.start(&"cup").await.unwrap();
    let arn = started.execution().arn();
    for (asked, expected) in [(true, json!("\"cup\"")), (false, Value::Null)] {
        let body = json!({"executionArn": arn, "includeExecutionData": asked}).to_string();
        let (_, history) = ask(&endpoint, "GetExecutionHistory", &body).await;
        let details = &history["events"][0]["executionStartedEventDetails"];
        assert_eq!(details["input"], expected, "{history}");
    }
    let body = json!({"executionArn": arn}).to_string();
    let (_, described) = ask(&endpoint, "DescribeExecution", &body).await;
    assert_eq!(described["name"], started.execution().name());
    assert_eq!(described["input"], "\"cup\"");
}
