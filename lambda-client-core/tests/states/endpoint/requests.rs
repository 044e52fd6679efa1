//! Requests that are invalid, too large or not meant for the endpoint.

use serde_json::{Value, json};

use super::{ask, listen, raw};

#[tokio::test]
async fn a_request_that_is_not_one_is_refused_as_aws_does() {
    let (local, endpoint) = listen().await;
    let machine = local.arn("passing");
    let started = json!({"stateMachineArn": machine, "name": "n", "input": "{\"secret\":1}"});
    let (status, body) = ask(&endpoint, "StartExecution", &started.to_string()).await;
    assert_eq!(status, 200, "{body}");
    let arn = body["executionArn"].as_str().unwrap().to_owned();
    assert!(body["startDate"].is_f64(), "{body}");

    let with = |member: &str, value: Value| {
        let mut body = json!({"stateMachineArn": machine});
        body[member] = value;
        body.to_string()
    };
    let of = |value: Value| json!({"executionArn": arn, "maxResults": value}).to_string();
    let long = "x".repeat(262_145);
    let cases = [
        ("StartExecution", "{".to_owned(), "SerializationException"),
        ("StartExecution", String::new(), "SerializationException"),
        ("StartExecution", "[]".to_owned(), "SerializationException"),
        ("StartExecution", "{}".to_owned(), "ValidationException"),
        (
            "StartExecution",
            with("name", json!(1)),
            "SerializationException",
        ),
        ("StartExecution", with("name", json!("a b")), "InvalidName"),
        (
            "StartExecution",
            with("name", json!("x".repeat(81))),
            "InvalidName",
        ),
        (
            "StartExecution",
            with("input", json!("{")),
            "InvalidExecutionInput",
        ),
        (
            "StartExecution",
            with("input", json!(long)),
            "ValidationException",
        ),
        (
            "StartExecution",
            with("traceHeader", json!("x".repeat(257))),
            "ValidationException",
        ),
        (
            "StartExecution",
            with("traceHeader", json!("ß")),
            "ValidationException",
        ),
        (
            "StartExecution",
            with("stateMachineArn", json!("nonsense")),
            "InvalidArn",
        ),
        (
            "StartExecution",
            with("stateMachineArn", json!(local.arn("missing"))),
            "StateMachineDoesNotExist",
        ),
        (
            "StartExecution",
            json!({"stateMachineArn": machine, "name": "n", "input": "2"}).to_string(),
            "ExecutionAlreadyExists",
        ),
        (
            "StartSyncExecution",
            with("name", Value::Null),
            "StateMachineTypeNotSupported",
        ),
        (
            "DescribeExecution",
            json!({"executionArn": machine}).to_string(),
            "InvalidArn",
        ),
        (
            "DescribeExecution",
            json!({"executionArn": format!("{arn}x")}).to_string(),
            "ExecutionDoesNotExist",
        ),
        (
            "StopExecution",
            json!({"executionArn": arn.replace(":execution:", ":express:")}).to_string(),
            "InvalidArn",
        ),
        (
            "GetExecutionHistory",
            of(json!(1_001)),
            "ValidationException",
        ),
        (
            "GetExecutionHistory",
            of(json!(-1)),
            "SerializationException",
        ),
        (
            "GetExecutionHistory",
            json!({"executionArn": arn, "nextToken": "x"}).to_string(),
            "InvalidToken",
        ),
        (
            "ListExecutions",
            with("maxResults", json!(1_001)),
            "ValidationException",
        ),
        (
            "ListExecutions",
            with("statusFilter", json!("RUNING")),
            "ValidationException",
        ),
        (
            "ListExecutions",
            with("redriveFilter", json!("REDRIVEN")),
            "ValidationException",
        ),
        (
            "ListExecutions",
            json!({"mapRunArn": "arn:m"}).to_string(),
            "ResourceNotFound",
        ),
        (
            "DescribeExecution",
            json!({"executionArn": arn, "includedData": "NONE"}).to_string(),
            "ValidationException",
        ),
        (
            "StartSyncExecution",
            with("includedData", json!("NONE")),
            "ValidationException",
        ),
        (
            "ListExecutions",
            with("stateMachineArn", json!(local.arn("express"))),
            "StateMachineTypeNotSupported",
        ),
        (
            "SendTaskSuccess",
            json!({"taskToken": "t", "output": "secret"}).to_string(),
            "InvalidOutput",
        ),
        (
            "SendTaskSuccess",
            json!({"taskToken": "t", "output": long}).to_string(),
            "ValidationException",
        ),
        (
            "SendTaskFailure",
            json!({"taskToken": "t", "error": "x".repeat(257)}).to_string(),
            "ValidationException",
        ),
        (
            "SendTaskHeartbeat",
            json!({"taskToken": "t".repeat(2_049)}).to_string(),
            "ValidationException",
        ),
        (
            "SendTaskHeartbeat",
            json!({"taskToken": ""}).to_string(),
            "ValidationException",
        ),
        (
            "CreateStateMachine",
            "{}".to_owned(),
            "UnknownOperationException",
        ),
    ];
    for (operation, body, code) in cases {
        let (status, response) = ask(&endpoint, operation, &body).await;
        let shown = body.get(..200).unwrap_or(&body);
        assert_eq!(
            (status, response["__type"].as_str()),
            (400, Some(code)),
            "{operation} {shown}: {response}"
        );
        let message = response["message"].as_str().unwrap();
        assert!(!message.is_empty() && !message.contains("secret"));
    }
    assert_eq!(local.executions("passing"), 1);
}

#[tokio::test]
async fn a_request_has_one_megabyte_at_most() {
    let (_, endpoint) = listen().await;
    let body = |length: usize| format!("{{\"x\":\"{}\"}}", "x".repeat(length - 8));
    let (status, response) = ask(&endpoint, "ListStateMachines", &body(1_048_576)).await;
    assert_eq!(status, 200, "{response}");
    let (status, response) = ask(&endpoint, "ListStateMachines", &body(1_048_577)).await;
    assert_eq!(status, 413, "{response}");
    assert_eq!(response["__type"], "RequestEntityTooLargeException");
}

#[tokio::test]
async fn foreign_hosts_web_pages_and_other_paths_are_refused() {
    let (local, endpoint) = listen().await;
    let body = json!({"stateMachineArn": local.arn("passing")}).to_string();
    let target = "x-amz-target: AWSStepFunctions.StartExecution\r\n";
    for (line, headers, status) in [
        (
            "POST / HTTP/1.1",
            format!("host: evil.example.com\r\n{target}"),
            403,
        ),
        (
            "POST / HTTP/1.1",
            format!("host: localhost\r\norigin: http://evil.example.com\r\n{target}"),
            403,
        ),
        (
            "POST / HTTP/1.1",
            format!("host: a\r\nhost: b\r\n{target}"),
            400,
        ),
        (
            "POST /x HTTP/1.1",
            format!("host: localhost\r\n{target}"),
            404,
        ),
        (
            "PUT / HTTP/1.1",
            format!("host: localhost\r\n{target}"),
            404,
        ),
        ("POST / HTTP/1.1", "host: localhost\r\n".to_owned(), 404),
        (
            "POST / HTTP/1.1",
            "host: localhost\r\nx-amz-target: DynamoDB_20120810.ListTables\r\n".to_owned(),
            404,
        ),
    ] {
        let length = body.len();
        let request = format!(
            "{line}\r\n{headers}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        let (found, _, response) = raw(&endpoint, request.as_bytes()).await;
        assert_eq!(found, status, "{line} {headers}: {response}");
        assert!(response["__type"].is_string(), "{response}");
    }
    assert_eq!(local.executions("passing"), 0);
}

#[tokio::test]
async fn a_response_without_data_has_neither_input_nor_output() {
    let (local, endpoint) = listen().await;
    let express = json!({"stateMachineArn": local.arn("express"), "input": "\"secret\"", "includedData": "METADATA_ONLY"});
    let (status, body) = ask(&endpoint, "StartSyncExecution", &express.to_string()).await;
    assert_eq!((status, &body["status"]), (200, &json!("SUCCEEDED")));
    assert!(!body.to_string().contains("secret"), "{body}");
    let whole = json!({"stateMachineArn": local.arn("express"), "input": "\"secret\"", "includedData": "ALL_DATA"});
    let (_, body) = ask(&endpoint, "StartSyncExecution", &whole.to_string()).await;
    assert_eq!(body["output"], "\"secret\"");
}

#[tokio::test]
async fn a_redrive_with_the_token_of_an_earlier_one_returns_its_date() {
    let (local, endpoint) = listen().await;
    let machine = json!({"stateMachineArn": local.arn("waiting"), "name": "n"});
    let (_, started) = ask(&endpoint, "StartExecution", &machine.to_string()).await;
    let arn = &started["executionArn"];
    let redrive = |token: &str| json!({"executionArn": arn, "clientToken": token}).to_string();
    let mut dates = Vec::new();
    for token in ["a", "b", "a", "b"] {
        ask(
            &endpoint,
            "StopExecution",
            &json!({"executionArn": arn}).to_string(),
        )
        .await;
        let (status, redriven) = ask(&endpoint, "RedriveExecution", &redrive(token)).await;
        assert_eq!(status, 200, "{redriven}");
        dates.push(redriven["redriveDate"].clone());
    }
    assert_ne!(dates[0], dates[1]);
    assert_eq!(dates[..2], dates[2..]);
}
