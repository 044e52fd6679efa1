//! Executions on servers that interpret state machines.
//!
//! The table of starts is that of the tests of `lambda-client-core`. How each server differs from AWS is in the tests of that server.

mod asl_validator;
mod boto3;
mod boto3_served;
mod generated;
mod jsonata;
mod localstack;
mod ministack;
mod moto;
mod moto_distributed;
mod moto_functions;
#[path = "../../../lambda-client-core/tests/states/rules.rs"]
mod rules;

use std::time::Duration;

use lambda_client::sdk::SdkStatesTransport;
use lambda_client::step_functions::{ExecutionStatus, Machines};
use lambda_client::{DidRun, Error, ErrorKind};
use serde_json::{Value, json};

use crate::callers::{Caller, Keys};
use crate::client;

/// The machines of the tests on one server.
pub(crate) struct Server {
    machines: Machines,
    administrator: Caller,
    role: String,
}

impl Server {
    fn new(endpoint: &str, keys: &Keys) -> Server {
        let mut administrator = Caller::boto3(endpoint, keys);
        let trust = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"},
        ]});
        let role = json!({"RoleName": "states", "AssumeRolePolicyDocument": trust.to_string()});
        let created = call(&mut administrator, "iam", "CreateRole", &role);
        let role = created["Role"]["Arn"]
            .as_str()
            .expect("the ARN of a role")
            .to_owned();
        let transport = SdkStatesTransport::new(&client::config(endpoint, keys));
        Server {
            machines: Machines::new(transport),
            administrator,
            role,
        }
    }

    /// Creates a machine of one state, and returns its ARN.
    fn create(
        &mut self,
        name: &str,
        kind: &str,
        state: Value,
        timeout_seconds: Option<u32>,
    ) -> String {
        let mut definition = json!({"StartAt": "Only", "States": {"Only": state}});
        if let Some(seconds) = timeout_seconds {
            definition["TimeoutSeconds"] = seconds.into();
        }
        self.create_defined(name, kind, &definition.to_string())
    }

    /// Creates a machine, and returns its ARN.
    fn create_defined(&mut self, name: &str, kind: &str, definition: &str) -> String {
        let arguments = json!({
            "name": name, "type": kind, "definition": definition, "roleArn": self.role,
        });
        let created = call(
            &mut self.administrator,
            "stepfunctions",
            "CreateStateMachine",
            &arguments,
        );
        created["stateMachineArn"]
            .as_str()
            .expect("the ARN of a machine")
            .to_owned()
    }

    /// Checks what a start finds whose name was used before.
    async fn check_starts(&mut self) {
        let waiting = self.create("waiting", "STANDARD", waiting(), None);
        let passing = self.create("passing", "STANDARD", passing(), None);
        let rules = rules::Rules {
            machines: self.machines.clone(),
            waiting: &waiting,
            passing: &passing,
        };
        rules.check().await;
    }

    /// Checks that an execution fails by the error of a state, and that its history says so.
    async fn check_failure(&mut self) {
        let cause = json!({"errorType": "OutOfStock", "errorMessage": "no cups"}).to_string();
        let fail = json!({"Type": "Fail", "Error": "OutOfStock", "Cause": cause});
        let failing = self.create("failing", "STANDARD", fail, None);
        let started = self
            .machines
            .machine(&failing)
            .start(&json!({"id": 1}))
            .await;
        let execution = started.expect("a start").into_execution();
        let error = execution.result().await.expect_err("it fails");
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Function, DidRun::Yes)
        );
        assert_eq!(error.code(), Some("OutOfStock"));
        assert_eq!(error.message(), Some("no cups"));
        assert_eq!(
            execution.status().await.expect("a status"),
            ExecutionStatus::Failed
        );
        let events = execution
            .history()
            .page_size(2)
            .all()
            .await
            .expect("a history");
        let types: Vec<_> = events.iter().map(|event| event.event_type()).collect();
        assert_eq!(
            types,
            ["ExecutionStarted", "FailStateEntered", "ExecutionFailed"]
        );
        assert_eq!(events[1].state().as_deref(), Some("Only"));
        assert_eq!(events[2].error().as_deref(), Some("OutOfStock"));
    }

    /// Checks that an execution runs out of time.
    async fn check_timeout(&mut self) {
        let machine = self.create("late", "STANDARD", waiting(), Some(1));
        let started = self
            .machines
            .machine(&machine)
            .start(&json!({}))
            .await
            .expect("a start");
        let result = started
            .execution()
            .result()
            .timeout(Duration::from_secs(60))
            .await;
        let error: Error = result.expect_err("it times out");
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::ExecutionTimedOut, DidRun::Yes)
        );
        assert!(error.is_timeout());
    }

    /// Checks that Express executions are waited for, and that each start of one is a new one: with the same name, where the server has the
    /// rules of AWS.
    async fn check_express(&mut self, names: [&str; 2]) {
        let passing = self.create("express", "EXPRESS", passing(), None);
        let express = self.machines.express(&passing).output::<Value>();
        let response = express.run(&json!({"id": 1})).send().await;
        assert_eq!(response.expect("an output").value(), &json!({"id": 1}));
        let [one, other] = names.map(|name| express.start(&1).name(name));
        let (one, other) = (one.await.expect("a start"), other.await.expect("a start"));
        assert_ne!(one.execution_arn(), other.execution_arn());
        let fail = json!({"Type": "Fail", "Error": "OutOfStock", "Cause": "no cups"});
        let failing = self.create("express-failing", "EXPRESS", fail, None);
        let run = self.machines.express(&failing).run(&1);
        let error = run.await.expect_err("it fails");
        assert_eq!(
            (error.code(), error.did_run()),
            (Some("OutOfStock"), DidRun::Yes)
        );
    }

    /// Checks that a machine that does not exist is told.
    async fn check_missing(&mut self) {
        let passing = self.create("there", "STANDARD", passing(), None);
        let missing = self.machines.machine(&passing.replace("there", "missing"));
        let error = missing.start(&1).await.expect_err("it is missing");
        assert!(error.is_not_found(), "{error}");
        assert_eq!(error.did_run(), DidRun::No);
        let unknown = self.machines.machine(&passing).execution("unknown");
        let error = unknown.status().await.expect_err("it is missing");
        assert!(error.is_not_found(), "{error}");
    }
}

fn waiting() -> Value {
    json!({"Type": "Wait", "Seconds": 600, "End": true})
}

fn passing() -> Value {
    json!({"Type": "Pass", "End": true})
}

fn call(administrator: &mut Caller, service: &str, operation: &str, arguments: &Value) -> Value {
    let result = administrator.send(&json!({
        "service": service, "operation": operation, "arguments": arguments,
    }));
    assert!(
        result.get("error").is_none(),
        "{operation} failed: {result}"
    );
    result["response"].clone()
}
