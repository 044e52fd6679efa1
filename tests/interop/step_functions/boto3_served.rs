//! boto3, unmodified, in front of the implementation of a trait, in another account and Region than its own.

use lambda_client::step_functions::LocalMachines;
use lambda_client::{Error, FunctionError, state_machine};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::callers::{Caller, Keys};

const PREFIX: &str = "arn:aws:states:eu-west-1:123456789012:";

#[derive(Debug, thiserror::Error, FunctionError)]
enum FlowError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[state_machine(arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:{method}:live")]
trait Flow {
    async fn fulfil(&self, sku: &str, quantity: u32) -> Result<String, FlowError>;
    #[state_machine(kind = "express")]
    async fn quote(&self, sku: &str) -> Result<u32, FlowError>;
}

struct Shop;

impl Flow for Shop {
    async fn fulfil(&self, sku: &str, quantity: u32) -> Result<String, FlowError> {
        match sku {
            "spoon" => Err(FlowError::OutOfStock { sku: sku.into() }),
            _ => Ok(format!("{quantity} of {sku}")),
        }
    }

    async fn quote(&self, _: &str) -> Result<u32, FlowError> {
        Ok(7)
    }
}

/// Performs a request, and returns the response, or the code of the error.
fn ask(boto3: &mut Caller, operation: &str, arguments: &Value) -> Value {
    let mut result = boto3.send(&json!({
        "service": "stepfunctions", "operation": operation, "arguments": arguments, "all_pages": false,
    }));
    match result.get_mut("error") {
        Some(error) => error["code"].take(),
        None => result["response"].take(),
    }
}

#[test]
fn step_functions_boto3_starts_the_implementation_of_a_trait() {
    let runtime = Runtime::new().expect("a runtime");
    let local = LocalMachines::builder()
        .serve(FlowServer::new(Shop))
        .build();
    let endpoint = runtime.block_on(local.listen(0)).expect("a free port");
    let mut boto3 = Caller::boto3(&endpoint.url(), &Keys::new("test", "test"));
    let fulfil = format!("{PREFIX}stateMachine:fulfil:live");
    for (sku, status, member, expected) in [
        ("cup", "SUCCEEDED", "output", "\"2 of cup\""),
        ("spoon", "FAILED", "error", "OutOfStock"),
    ] {
        let input = json!({"sku": sku, "quantity": 2}).to_string();
        let start = json!({"stateMachineArn": fulfil, "name": sku, "input": input});
        let started = ask(&mut boto3, "StartExecution", &start);
        assert_eq!(
            started["executionArn"],
            format!("{PREFIX}execution:fulfil:{sku}")
        );
        let arguments = json!({"executionArn": started["executionArn"]});
        let mut described = ask(&mut boto3, "DescribeExecution", &arguments);
        for _ in 0..600 {
            if described["status"] != "RUNNING" {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
            described = ask(&mut boto3, "DescribeExecution", &arguments);
        }
        assert_eq!(described["status"], status, "{described}");
        assert_eq!(described[member], expected);
        assert_eq!(described["stateMachineAliasArn"], fulfil);
    }
    let quote =
        json!({"stateMachineArn": format!("{PREFIX}stateMachine:quote:live"), "input": "\"cup\""});
    let run = ask(&mut boto3, "StartSyncExecution", &quote);
    assert_eq!(
        (&run["status"], &run["output"]),
        (&json!("SUCCEEDED"), &json!("7"))
    );

    let unknown = json!({"stateMachineArn": format!("{PREFIX}stateMachine:fulfil:old")});
    let refused = ask(&mut boto3, "StartExecution", &unknown);
    assert_eq!(refused, "StateMachineDoesNotExist");
    // Its Region is another one.
    let listed = ask(&mut boto3, "ListStateMachines", &json!({}));
    assert_eq!(listed["stateMachines"], json!([]));
    runtime.block_on(endpoint.shutdown());
}
