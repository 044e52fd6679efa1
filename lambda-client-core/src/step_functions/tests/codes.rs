//! The errors of each operation: those that the AWS SDK knows, with what each of them proves.

use std::collections::BTreeSet;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_lambda::config::interceptors::BeforeTransmitInterceptorContextMut;
use aws_sdk_lambda::config::{ConfigBag, Credentials, Intercept, Region, RuntimeComponents};
use aws_sdk_lambda::error::BoxError;
use lambda_client_sfn::aws_sdk_sfn::config::BehaviorVersion;
use lambda_client_sfn::aws_sdk_sfn::error::{ProvideErrorMetadata as _, SdkError};
use lambda_client_sfn::aws_sdk_sfn::{Client, Config};
use lambda_client_test_support::{Peer, Response};

use super::{EXECUTION, MACHINE};
use crate::certainty::codes::EXECUTION_CODES;
use crate::certainty::{DidRun, RetryLimit, Retryability};
use crate::error::Error;
use crate::sdk::SdkStatesTransport;
use crate::settings::RetryConfig;
use crate::step_functions::Machines;

const KMS: [&str; 3] = [
    "KmsAccessDeniedException",
    "KmsInvalidStateException",
    "KmsThrottlingException",
];

/// The operations, with the errors of each (AWS Step Functions API reference) apart from those of KMS, which nearly all have.
const OPERATIONS: [(&str, bool, &[&str]); 9] = [
    (
        "StartExecution",
        true,
        &[
            "ExecutionAlreadyExists",
            "ExecutionLimitExceeded",
            "InvalidArn",
            "InvalidExecutionInput",
            "InvalidName",
            "StateMachineDeleting",
            "StateMachineDoesNotExist",
            "ValidationException",
        ],
    ),
    (
        "StartSyncExecution",
        true,
        &[
            "InvalidArn",
            "InvalidExecutionInput",
            "InvalidName",
            "StateMachineDeleting",
            "StateMachineDoesNotExist",
            "StateMachineTypeNotSupported",
        ],
    ),
    (
        "DescribeExecution",
        true,
        &["ExecutionDoesNotExist", "InvalidArn"],
    ),
    (
        "StopExecution",
        true,
        &["ExecutionDoesNotExist", "InvalidArn", "ValidationException"],
    ),
    (
        "RedriveExecution",
        false,
        &[
            "ExecutionDoesNotExist",
            "ExecutionLimitExceeded",
            "ExecutionNotRedrivable",
            "InvalidArn",
            "ValidationException",
        ],
    ),
    (
        "GetExecutionHistory",
        true,
        &["ExecutionDoesNotExist", "InvalidArn", "InvalidToken"],
    ),
    (
        "SendTaskSuccess",
        true,
        &[
            "InvalidOutput",
            "InvalidToken",
            "TaskDoesNotExist",
            "TaskTimedOut",
        ],
    ),
    (
        "SendTaskFailure",
        true,
        &["InvalidToken", "TaskDoesNotExist", "TaskTimedOut"],
    ),
    (
        "SendTaskHeartbeat",
        false,
        &["InvalidToken", "TaskDoesNotExist", "TaskTimedOut"],
    ),
];

fn errors_of(operation: &str) -> BTreeSet<&'static str> {
    let (_, has_kms, own) = OPERATIONS
        .iter()
        .find(|(name, ..)| *name == operation)
        .unwrap();
    let kms = KMS.into_iter().filter(|_| *has_kms);
    own.iter().copied().chain(kms).collect()
}

fn refused(code: &str) -> Response {
    let body = format!(r#"{{"__type":"com.amazonaws.states#{code}","message":"no"}}"#);
    Response::new(400, body).with_header("content-type", "application/x-amz-json-1.0")
}

/// Returns whether the SDK has a variant for the error that the server responds with.
macro_rules! is_known {
    ($request:expr) => {{
        let error = $request.send().await.unwrap_err();
        let SdkError::ServiceError(error) = error else {
            panic!("{error:?}");
        };
        assert!(error.err().code().is_some());
        !format!("{:?}", error.err()).starts_with("Unhandled")
    }};
}

async fn is_known(client: &Client, operation: &str) -> bool {
    match operation {
        "StartExecution" => is_known!(client.start_execution().state_machine_arn("m")),
        "StartSyncExecution" => {
            is_known!(client.start_sync_execution().state_machine_arn("m"))
        }
        "DescribeExecution" => {
            is_known!(client.describe_execution().execution_arn("e"))
        }
        "StopExecution" => is_known!(client.stop_execution().execution_arn("e")),
        "RedriveExecution" => {
            is_known!(client.redrive_execution().execution_arn("e"))
        }
        "GetExecutionHistory" => {
            is_known!(client.get_execution_history().execution_arn("e"))
        }
        "SendTaskSuccess" => {
            is_known!(client.send_task_success().task_token("t").output("1"))
        }
        "SendTaskFailure" => is_known!(client.send_task_failure().task_token("t")),
        "SendTaskHeartbeat" => {
            is_known!(client.send_task_heartbeat().task_token("t"))
        }
        other => panic!("{other}"),
    }
}

/// Makes the request by this library.
async fn fail(machines: &Machines, operation: &str) -> Error {
    let execution = machines.execution(EXECUTION);
    let task = machines.task("t");
    match operation {
        "StartExecution" => machines
            .machine(MACHINE)
            .start(&1)
            .name("order-17")
            .await
            .unwrap_err(),
        "StartSyncExecution" => machines.express(MACHINE).run(&1).await.unwrap_err(),
        "DescribeExecution" => execution.describe().await.unwrap_err(),
        "StopExecution" => execution.stop("", "").await.unwrap_err(),
        "RedriveExecution" => execution.redrive().await.unwrap_err(),
        "GetExecutionHistory" => execution.history().all().await.unwrap_err(),
        "SendTaskSuccess" => task.succeed(&1).await.unwrap_err(),
        "SendTaskFailure" => task.fail(&Error::configuration("no")).await.unwrap_err(),
        "SendTaskHeartbeat" => task.heartbeat().await.unwrap_err(),
        other => panic!("{other}"),
    }
}

/// A server that refuses everything with the code that is set.
struct Refusing {
    peer: Peer,
    code: Arc<Mutex<&'static str>>,
}

impl Refusing {
    async fn start() -> Refusing {
        let code = Arc::new(Mutex::new(""));
        let shared = Arc::clone(&code);
        let peer = Peer::start(move |_| {
            let response = refused(*shared.lock().unwrap());
            async move { response }
        });
        let peer = peer.await;
        Refusing { peer, code }
    }

    fn with(&self, code: &'static str) {
        *self.code.lock().unwrap() = code;
    }

    fn client(&self) -> Client {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("test", "test", None, None, "test"))
            .endpoint_url(self.peer.http())
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .retry_config(aws_sdk_lambda::config::retry::RetryConfig::disabled())
            .interceptor(WithoutPrefix);
        Client::from_conf(config.build())
    }
}

/// Leaves out the prefix `sync-`, which an IP address cannot have.
#[derive(Debug)]
struct WithoutPrefix;

impl Intercept for WithoutPrefix {
    fn name(&self) -> &'static str {
        "without prefix"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        let uri = request.uri().replace("://sync-", "://");
        Ok(request.set_uri(uri)?)
    }
}

fn all_codes() -> BTreeSet<&'static str> {
    OPERATIONS
        .iter()
        .flat_map(|(operation, ..)| errors_of(operation))
        .collect()
}

#[test]
fn the_table_has_a_row_for_each_error_and_no_other_row() {
    let rows: BTreeSet<_> = EXECUTION_CODES.iter().map(|row| row.code).collect();
    let mut expected = all_codes();
    // The error of operations about the tags and Map Runs of a machine, which emulators send for others, too.
    expected.insert("ResourceNotFound");
    assert_eq!(rows, expected);
    assert!(EXECUTION_CODES.iter().all(|row| row.status == 400));
}

#[tokio::test]
async fn the_sdk_knows_the_same_errors_of_each_operation() {
    let server = Refusing::start().await;
    let client = server.client();
    for (operation, ..) in OPERATIONS {
        let errors = errors_of(operation);
        for code in all_codes() {
            server.with(code);
            let is_known = is_known(&client, operation).await;
            assert_eq!(is_known, errors.contains(code), "{operation}: {code}");
        }
    }
}

#[tokio::test]
async fn each_error_of_each_operation_is_classified_as_in_the_table() {
    let server = Refusing::start().await;
    let client = server.client();
    let retry = RetryConfig::new()
        .base_delay(Duration::ZERO)
        .max_delay(Duration::ZERO)
        .budget(u32::MAX);
    let machines = Machines::builder(SdkStatesTransport::from_client(&client))
        .retry(retry)
        .polls_per_second(1_000)
        .build();
    for (operation, ..) in OPERATIONS {
        for code in errors_of(operation) {
            // It says that an execution exists, which is then described.
            if code == "ExecutionAlreadyExists" {
                continue;
            }
            server.with(code);
            let error = fail(&machines, operation).await;
            let row = EXECUTION_CODES.iter().find(|row| row.code == code);
            let class = row.expect("a row").class;
            let attempts = match class.retryability {
                Retryability::Permanent => 1,
                _ => 3,
            };
            let found = (error.code(), error.status(), error.did_run());
            assert_eq!(found, (Some(code), Some(400), DidRun::No), "{operation}");
            assert_eq!(error.attempts().len(), attempts, "{operation}: {code}");
            assert_eq!(error.is_retryable(), attempts > 1, "{operation}: {code}");
            assert!(class.limit != RetryLimit::Once);
        }
    }
}
