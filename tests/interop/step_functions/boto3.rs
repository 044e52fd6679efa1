//! boto3, unmodified, in front of the machines in this process.

use std::time::Duration;

use lambda_client::Error;
use lambda_client::clock::ManualClock;
use lambda_client::local::Endpoint;
use lambda_client::step_functions::{LocalFault, LocalMachine, LocalMachines};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::callers::{Caller, Keys};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Machines with their endpoint, and boto3 as their caller.
struct Desk {
    runtime: Runtime,
    clock: ManualClock,
    local: LocalMachines,
    endpoint: Endpoint,
    boto3: Caller,
}

impl Desk {
    fn new() -> Desk {
        let runtime = Runtime::new().expect("a runtime");
        let clock = ManualClock::new();
        let passing = || LocalMachine::new(|input: Value| async move { Ok::<_, Error>(input) });
        let waiting = LocalMachine::new(|_: Value| std::future::pending::<Result<(), Error>>());
        let failing = || {
            LocalMachine::new(|_: Value| async {
                Err::<(), _>(Error::function("OutOfStock", "no cups"))
            })
        };
        let local = LocalMachines::builder()
            .standard("passing", passing())
            .standard("waiting", waiting)
            .standard("failing", failing())
            .express("express", passing())
            .express("express-failing", failing())
            .clock(clock.clone())
            .build();
        let endpoint = runtime.block_on(local.listen(0)).expect("a free port");
        let boto3 = Caller::boto3(&endpoint.url(), &Keys::new("test", "test"));
        Desk {
            runtime,
            clock,
            local,
            endpoint,
            boto3,
        }
    }

    fn send(&mut self, operation: &str, arguments: Value, all_pages: bool) -> Result<Value, Value> {
        let mut result = self.boto3.send(&json!({
            "service": "stepfunctions", "operation": operation, "arguments": arguments, "all_pages": all_pages,
        }));
        match result.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(result["response"].take()),
        }
    }

    fn ask(&mut self, operation: &str, arguments: Value) -> Value {
        let response = self.send(operation, arguments, false);
        response.unwrap_or_else(|error| panic!("{operation} failed: {error}"))
    }

    /// Returns the class of boto3's exception and the code in it.
    fn refused(&mut self, operation: &str, arguments: Value) -> (String, Value) {
        let error = self.send(operation, arguments, false);
        let error = error.expect_err("it is refused");
        let class = error["class"].as_str().expect("a class").to_owned();
        (class, error["code"].clone())
    }

    fn start(&mut self, machine: &str, name: &str, input: &str) -> Result<Value, Value> {
        let arn = self.local.arn(machine);
        let arguments = json!({"stateMachineArn": arn, "name": name, "input": input});
        self.send("StartExecution", arguments, false)
    }

    /// Waits until an execution has ended, and returns its description.
    fn ended(&mut self, started: &Value) -> Value {
        loop {
            let arguments = json!({"executionArn": started["executionArn"]});
            let described = self.ask("DescribeExecution", arguments);
            if described["status"] != "RUNNING" {
                return described;
            }
        }
    }

    fn close(self) {
        self.runtime.block_on(self.endpoint.shutdown());
    }
}

fn already_exists(result: Result<Value, Value>) {
    let error = result.expect_err("the name is in use");
    assert_eq!(error["class"], "ExecutionAlreadyExists", "{error}");
    assert_eq!(error["status"], 400, "{error}");
}

/// The table of AWS's documentation (AWS Step Functions API reference, `StartExecution`).
#[test]
fn step_functions_boto3_finds_every_row_of_the_table() {
    let mut desk = Desk::new();
    // Standard, running, same input: found, with its ARN and its date.
    let input = r#"{"id": 1, "sku": "cup"}"#;
    let first = desk.start("waiting", "n", input).expect("a start");
    desk.clock.advance(Duration::from_secs(60));
    let again = desk.start("waiting", "n", input).expect("the same start");
    assert_eq!(again["executionArn"], first["executionArn"]);
    assert_eq!(again["startDate"], first["startDate"]);
    let spaced = desk.start("waiting", "n", r#"{ "sku":"cup", "id":1 }"#);
    assert_eq!(
        spaced.expect("the same value")["executionArn"],
        first["executionArn"]
    );
    // Standard, running, another input.
    already_exists(desk.start("waiting", "n", r#"{"id": 2}"#));
    assert_eq!(desk.local.executions("waiting"), 1);

    // Standard, closed: whatever the input.
    let passed = desk.start("passing", "n", "1").expect("a start");
    assert_eq!(desk.ended(&passed)["status"], "SUCCEEDED");
    desk.clock.advance(89 * DAY);
    already_exists(desk.start("passing", "n", "1"));
    already_exists(desk.start("passing", "n", "2"));
    // Standard, closed 90 days ago.
    desk.clock.advance(2 * DAY);
    desk.start("passing", "n", "2").expect("the name is free");
    assert_eq!(desk.local.executions("passing"), 2);
    // The one that runs keeps its name for as long as it does.
    already_exists(desk.start("waiting", "n", "2"));

    // Express: any.
    let [one, other] = [1, 1].map(|_| desk.start("express", "n", "1").expect("a start"));
    assert_ne!(one["executionArn"], other["executionArn"]);
    assert_eq!(desk.local.executions("express"), 2);
    // Without a name, every start is a new one.
    let arn = desk.local.arn("waiting");
    for _ in 0..2 {
        desk.ask("StartExecution", json!({"stateMachineArn": arn}));
    }
    assert_eq!(desk.local.executions("waiting"), 3);
    desk.close();
}

#[test]
fn step_functions_boto3_describes_stops_redrives_and_lists() {
    let mut desk = Desk::new();
    let started = desk.start("failing", "n", "1").expect("a start");
    let described = desk.ended(&started);
    assert_eq!(described["status"], "FAILED");
    assert_eq!(described["error"], "OutOfStock");
    let cause = described["cause"].as_str().expect("a cause");
    assert!(cause.contains("no cups"), "{cause}");
    assert_eq!(described["input"], "1");

    let arn = json!({"executionArn": started["executionArn"]});
    desk.ask("RedriveExecution", arn.clone());
    assert_eq!(desk.ended(&started)["redriveCount"], 1);
    let mut paged = arn.clone();
    paged["maxResults"] = json!(3);
    let pages = desk
        .send("GetExecutionHistory", paged, true)
        .expect("a history");
    let pages = pages.as_array().expect("pages");
    assert_eq!(pages.len(), 2);
    let events = pages.iter().filter_map(|page| page["events"].as_array());
    let types: Vec<_> = events.flatten().map(|event| &event["type"]).collect();
    assert_eq!(
        types,
        [
            "ExecutionStarted",
            "ExecutionFailed",
            "ExecutionRedriven",
            "ExecutionFailed"
        ]
    );

    for (number, name) in ["a", "b", "c"].into_iter().enumerate() {
        desk.clock.advance(Duration::from_secs(1));
        desk.start("waiting", name, &number.to_string())
            .expect("a start");
    }
    let stopped = desk
        .local
        .arn("waiting")
        .replace(":stateMachine:", ":execution:")
        + ":b";
    let stop = json!({"executionArn": stopped, "error": "Cancelled", "cause": "by hand"});
    desk.ask("StopExecution", stop.clone());
    desk.ask("StopExecution", stop);
    let described = desk.ask("DescribeExecution", json!({"executionArn": stopped}));
    assert_eq!(described["status"], "ABORTED");
    assert_eq!(
        (&described["error"], &described["cause"]),
        (&json!("Cancelled"), &json!("by hand"))
    );
    let machine = desk.local.arn("waiting");
    let list = json!({"stateMachineArn": machine, "maxResults": 2});
    let pages = desk.send("ListExecutions", list, true).expect("a list");
    let lists = pages.as_array().expect("pages").iter();
    let names: Vec<_> = lists
        .filter_map(|page| page["executions"].as_array())
        .flatten()
        .map(|execution| execution["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(names, ["c", "b", "a"]);
    let machines = desk.ask("ListStateMachines", json!({}));
    assert_eq!(
        machines["stateMachines"].as_array().expect("a list").len(),
        5
    );
    let described = desk.ask("DescribeStateMachine", json!({"stateMachineArn": machine}));
    assert_eq!(described["type"], "STANDARD");
    desk.close();
}

#[test]
fn step_functions_boto3_tells_tasks_their_end() {
    let mut desk = Desk::new();
    let task = desk.local.new_task();
    let token = task.token().to_owned();
    desk.ask("SendTaskHeartbeat", json!({"taskToken": token}));
    let success = json!({"taskToken": token, "output": "{\"id\":1}"});
    desk.ask("SendTaskSuccess", success.clone());
    let output = desk.runtime.block_on(task.ended()).expect("an output");
    assert_eq!(output.bytes(), r#"{"id":1}"#);
    let (class, _) = desk.refused("SendTaskSuccess", success);
    assert_eq!(class, "TaskTimedOut");

    let task = desk.local.new_task();
    let failure = json!({"taskToken": task.token(), "error": "Declined", "cause": "no funds"});
    desk.ask("SendTaskFailure", failure);
    let failure = desk.runtime.block_on(task.ended()).expect_err("a failure");
    assert_eq!(failure.error_type(), Some("Declined"));
    let (class, _) = desk.refused("SendTaskHeartbeat", json!({"taskToken": "unknown"}));
    assert_eq!(class, "TaskDoesNotExist");
    desk.close();
}

#[test]
fn step_functions_boto3_waits_for_express_executions() {
    let mut desk = Desk::new();
    let arn = desk.local.arn("express");
    let run = json!({"stateMachineArn": arn, "name": "n", "input": "\"cup\""});
    for _ in 0..2 {
        let ended = desk.ask("StartSyncExecution", run.clone());
        assert_eq!(ended["status"], "SUCCEEDED", "{ended}");
        assert_eq!(
            (&ended["name"], &ended["output"]),
            (&json!("n"), &json!("\"cup\""))
        );
    }
    let arn = desk.local.arn("express-failing");
    let ended = desk.ask("StartSyncExecution", json!({"stateMachineArn": arn}));
    assert_eq!(
        (&ended["status"], &ended["error"]),
        (&json!("FAILED"), &json!("OutOfStock"))
    );
    let arn = desk.local.arn("passing");
    let (class, _) = desk.refused("StartSyncExecution", json!({"stateMachineArn": arn}));
    assert_eq!(class, "StateMachineTypeNotSupported");
    desk.close();
}

#[test]
fn step_functions_boto3_reads_every_refusal_and_fault() {
    let mut desk = Desk::new();
    let machine = desk.local.arn("passing");
    let with = |member: &str, value: &str| {
        let mut arguments = json!({"stateMachineArn": machine});
        arguments[member] = value.into();
        arguments
    };
    let missing = desk.local.arn("missing");
    let unknown = machine.replace(":stateMachine:", ":execution:") + ":unknown";
    let large = "x".repeat(262_145);
    for (operation, arguments, class) in [
        ("StartExecution", with("name", "a b"), "InvalidName"),
        ("StartExecution", with("name", "a/b"), "InvalidName"),
        (
            "StartExecution",
            with("name", &"x".repeat(81)),
            "InvalidName",
        ),
        (
            "StartExecution",
            with("input", "{"),
            "InvalidExecutionInput",
        ),
        (
            "StartExecution",
            with("input", &large),
            "ValidationException",
        ),
        (
            "StartExecution",
            with("stateMachineArn", "nonsense"),
            "InvalidArn",
        ),
        (
            "StartExecution",
            with("stateMachineArn", &missing),
            "StateMachineDoesNotExist",
        ),
        (
            "DescribeExecution",
            json!({"executionArn": unknown}),
            "ExecutionDoesNotExist",
        ),
        (
            "DescribeExecution",
            json!({"executionArn": machine}),
            "InvalidArn",
        ),
        (
            "StopExecution",
            json!({"executionArn": unknown}),
            "ExecutionDoesNotExist",
        ),
        (
            "SendTaskSuccess",
            json!({"taskToken": "t", "output": "{"}),
            "InvalidOutput",
        ),
    ] {
        let (found, code) = desk.refused(operation, arguments);
        assert_eq!((&*found, &code), (class, &json!(class)), "{operation}");
    }
    let long = "x".repeat(1_048_576);
    let error = desk.send("StartExecution", with("input", &long), false);
    assert_eq!(error.expect_err("too large")["status"], 413);
    let (_, code) = desk.refused("DescribeActivity", json!({"activityArn": unknown}));
    assert_eq!(code, "UnknownOperationException");
    assert_eq!(desk.local.executions("passing"), 0);

    for (fault, class, code, effects) in [
        (
            LocalFault::refuse("ThrottlingException"),
            "ClientError",
            json!("ThrottlingException"),
            0,
        ),
        (LocalFault::server_error(), "ClientError", json!("500"), 1),
        (
            LocalFault::lose_request(),
            "ConnectionClosedError",
            Value::Null,
            0,
        ),
        (
            LocalFault::lose_response(),
            "ConnectionClosedError",
            Value::Null,
            1,
        ),
    ] {
        let before = desk.local.executions("passing");
        desk.local.fault(fault.clone());
        let found = desk.refused("StartExecution", json!({"stateMachineArn": machine}));
        assert_eq!(found, (class.to_owned(), code), "{fault:?}");
        assert_eq!(
            desk.local.executions("passing") - before,
            effects,
            "{fault:?}"
        );
    }
    // boto3 takes a response that breaks in the middle for a success without members.
    desk.local.fault(LocalFault::cut_response());
    let cut = desk.ask("StartExecution", json!({"stateMachineArn": machine}));
    assert_eq!(cut["executionArn"], Value::Null, "{cut}");
    assert_eq!(desk.local.executions("passing"), 3);
    desk.close();
}
