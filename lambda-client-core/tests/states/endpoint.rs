//! The API of Step Functions on a port, in front of the machines in this process.

use std::sync::Arc;
use std::time::Duration;

use lambda_client_core::clock::ManualClock;
use lambda_client_core::local::Endpoint;
use lambda_client_core::step_functions::{
    Delivery, LocalFault, LocalMachine, LocalMachines, Machines, MachinesBuilder, StartOutcome,
};
use lambda_client_core::{DidRun, Error, ErrorKind, RetryConfig};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::rules::Rules;
use crate::service::transport;

fn passing() -> LocalMachine {
    LocalMachine::new(|input: Value| async move { Ok::<_, Error>(input) })
}

fn waiting() -> LocalMachine {
    LocalMachine::new(|_: Value| std::future::pending::<Result<(), Error>>())
}

async fn listen() -> (LocalMachines, Endpoint) {
    let failing = LocalMachine::new(|_: Value| async {
        Err::<(), _>(Error::function("OutOfStock", "no cups"))
    });
    let local = LocalMachines::builder()
        .standard("passing", passing())
        .standard("waiting", waiting())
        .standard("failing", failing)
        .express("express", passing())
        .build();
    let endpoint = local.listen(0).await.unwrap();
    (local, endpoint)
}

fn builder(endpoint: &Endpoint) -> MachinesBuilder {
    let retry = RetryConfig::new()
        .base_delay(Duration::ZERO)
        .max_delay(Duration::ZERO);
    Machines::builder(transport(&endpoint.url()))
        .retry(retry)
        .polls_per_second(1_000)
}

fn once(endpoint: &Endpoint) -> Machines {
    builder(endpoint).retry(RetryConfig::never()).build()
}

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

#[tokio::test]
async fn a_fault_is_on_the_wire_what_it_is_in_this_process() {
    let (local, endpoint) = listen().await;
    let (remote, in_process) = (once(&endpoint), {
        let retry = RetryConfig::never();
        Machines::builder(local.clone()).retry(retry).build()
    });
    let faults = [
        (LocalFault::refuse("ThrottlingException"), 0),
        (LocalFault::refuse("StateMachineDeleting"), 0),
        (LocalFault::lose_request(), 0),
        (LocalFault::lose_response(), 1),
        (LocalFault::cut_response(), 1),
        (LocalFault::server_error(), 1),
    ];
    for (fault, effects) in faults {
        let mut seen = Vec::new();
        for machines in [&in_process, &remote] {
            let before = local.executions("waiting");
            local.fault(fault.clone().on("StartExecution"));
            let machine = machines.machine(&local.arn("waiting"));
            let error = machine.start(&1).await.unwrap_err();
            let started = local.executions("waiting") - before;
            assert_eq!(started, effects, "{fault:?}: {error}");
            let code = error.code().map(str::to_owned);
            seen.push((error.kind(), error.did_run(), code, error.status()));
        }
        assert_eq!(seen[0], seen[1], "{fault:?}");
    }
}

#[tokio::test]
async fn nothing_starts_twice_over_the_wire() {
    const STARTS: usize = 300;
    let (local, endpoint) = listen().await;
    let retry = RetryConfig::new()
        .base_delay(Duration::ZERO)
        .max_delay(Duration::ZERO)
        .budget(1_000_000);
    let machines = builder(&endpoint).retry(retry).build();
    let machine = machines.machine(&local.arn("passing"));
    let mut successes = 0;
    for number in 0..STARTS {
        for fault in 0..(number * 7 + number / 11) % 3 {
            local.fault(match (number / 3 + fault * 2) % 5 {
                0 => LocalFault::lose_request(),
                1 => LocalFault::lose_response(),
                2 => LocalFault::server_error(),
                3 => LocalFault::cut_response(),
                _ => LocalFault::refuse("ThrottlingException"),
            });
        }
        let started = machine.start(&number).await.unwrap();
        assert_eq!(started.outcome(), StartOutcome::New);
        successes += 1;
    }
    assert_eq!((successes, local.executions("passing")), (STARTS, STARTS));
}

#[tokio::test]
async fn executions_end_with_the_last_that_knows_them() {
    let held = Arc::new(());
    let of_machine = Arc::clone(&held);
    let machine = LocalMachine::new(move |_: Value| {
        let of_run = Arc::clone(&of_machine);
        async move {
            std::future::pending::<()>().await;
            drop(of_run);
            Ok::<_, Error>(())
        }
    });
    let local = LocalMachines::builder().standard("m", machine).build();
    let endpoint = local.listen(0).await.unwrap();
    let arn = local.arn("m");
    let machines = builder(&endpoint).build();
    machines.machine(&arn).start(&1).await.unwrap();
    drop(local);
    // The endpoint knows them still.
    machines.machine(&arn).start(&1).await.unwrap();
    // The machine itself, its two runs and this test.
    until_held(&held, 4).await;
    endpoint.shutdown().await;
    until_held(&held, 1).await;
}

async fn until_held(held: &Arc<()>, times: usize) {
    for _ in 0..1_000 {
        if Arc::strong_count(held) == times {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("held {} times, not {times}", Arc::strong_count(held));
}

/// Sends the bytes of a request and returns all that comes back.
async fn raw(endpoint: &Endpoint, request: &[u8]) -> (u16, String, Value) {
    let mut stream = TcpStream::connect(endpoint.address()).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.unwrap();
    let response = String::from_utf8(response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = serde_json::from_str(body).unwrap_or(Value::Null);
    (status, head.to_ascii_lowercase(), body)
}

async fn ask(endpoint: &Endpoint, operation: &str, body: &str) -> (u16, Value) {
    let length = body.len();
    let request = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: AWSStepFunctions.{operation}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    let (status, head, body) = raw(endpoint, request.as_bytes()).await;
    assert!(head.contains("\r\nx-amzn-requestid: "), "{head}");
    assert!(
        head.contains("\r\ncontent-type: application/x-amz-json-1.0"),
        "{head}"
    );
    assert_eq!(head.matches("\r\ndate: ").count(), 1, "{head}");
    (status, body)
}

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

#[tokio::test]
async fn an_execution_goes_on_without_its_client() {
    let local = LocalMachines::builder()
        .express(
            "slow",
            LocalMachine::new(|number: u8| async move {
                tokio::time::sleep(Duration::from_millis(200)).await;
                Ok::<_, Error>(number)
            }),
        )
        .build();
    let endpoint = local.listen(0).await.unwrap();
    let machines = builder(&endpoint).retry(RetryConfig::never()).build();
    let express = machines.express(&local.arn("slow")).output::<u8>();
    let error = express.run(&7).timeout(Duration::from_millis(50)).await;
    assert_eq!(error.unwrap_err().did_run(), DidRun::Unknown);
    assert_eq!(local.executions("slow"), 1);
    // A shutdown waits for what is in progress.
    let running = tokio::spawn(async move { express.run(&8).await });
    while local.executions("slow") < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    endpoint.shutdown().await;
    assert_eq!(running.await.unwrap().unwrap(), 8);
}
