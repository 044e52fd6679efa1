//! How executions of served machines fail: as the tasks of a machine do, and not as functions.

use std::time::Duration;

use lambda_client::local::{Fault, LocalLambdaBuilder};
use lambda_client::server::ErrorDocument;
use lambda_client::step_functions::{
    LocalMachine, LocalMachines, MachineInput, MachineService, Machines,
};
use lambda_client::{
    Context, DidRun, Error, ErrorKind, FunctionError, LocalLambda, RetryConfig, lambda_fn,
    state_machine,
};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::served::{arn, shop};

const HOUR: Duration = Duration::from_secs(3600);

/// Returns the error and the cause of an execution.
async fn failed(machines: &Machines, method: &str, input: &Value) -> (String, String) {
    let started = machines.machine(&arn(method)).start(input).await.unwrap();
    let result = started.execution().result().await;
    let error = result.unwrap_err();
    let described = started.execution().describe().await.unwrap();
    assert_eq!(error.kind(), ErrorKind::ExecutionFailed, "{error}");
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (
        text(described.error.as_deref()),
        text(described.cause.as_deref()),
    )
}

#[tokio::test(start_paused = true)]
async fn an_input_that_does_not_fit_is_described_without_its_values() {
    let (local, _) = shop();
    let machines = local.machines();
    for (method, input, expected) in [
        (
            "fulfil",
            json!({"sku": "marker"}),
            "missing field `quantity` in the input",
        ),
        (
            "fulfil",
            json!({"sku": "marker", "quantity": "marker"}),
            "cannot deserialize the input's field `quantity`: ",
        ),
        (
            "fulfil",
            json!("marker"),
            "the input is not a JSON object: ",
        ),
        (
            "whole",
            json!({"sku": "marker", "lines": [1, "marker"]}),
            "cannot deserialize the input as `",
        ),
    ] {
        let (error, cause) = failed(&machines, method, &input).await;
        assert_eq!(error, "States.Runtime");
        assert!(cause.starts_with(expected), "{cause}");
        assert!(!cause.contains("marker"), "{cause}");
    }
    let input = json!({"sku": "cup", "lines": [1, "marker"]});
    let (_, cause) = failed(&machines, "whole", &input).await;
    assert!(cause.contains("lines[1]"), "{cause}");
}

#[tokio::test(start_paused = true)]
async fn a_panic_ends_its_execution_alone() {
    let (local, shop) = shop();
    let input = json!({"sku": "cup", "lines": [1, 2, 3]});
    let (error, _) = failed(&local.machines(), "whole", &input).await;
    assert_eq!(error, "States.Runtime");
    assert_eq!(shop.object(5).await.unwrap(), 5);
}

/// An input that cannot even be decoded.
struct Panics;

impl<'de> Deserialize<'de> for Panics {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Panics, D::Error> {
        panic!("a bug")
    }
}

#[tokio::test(start_paused = true)]
async fn a_panic_before_the_first_await_ends_the_execution_as_well() {
    let before = |number: u32| {
        assert!(number > 1, "a bug");
        async move { Ok::<_, Error>(number) }
    };
    let decoding = |_: Panics| async { Ok::<_, Error>(()) };
    let local = LocalMachines::builder()
        .standard("before", LocalMachine::new(before))
        .standard("decoding", LocalMachine::new(decoding))
        .express("quick", LocalMachine::new(before))
        .build();
    let machines = local.machines();
    let quick = machines.express(&local.arn("quick")).run(&1).await;
    let mut errors = vec![quick.unwrap_err()];
    for name in ["before", "decoding"] {
        let started = machines.machine(&local.arn(name)).start(&1).await.unwrap();
        let result = started.execution().result().timeout(HOUR).await;
        errors.push(result.unwrap_err());
    }
    for error in errors {
        assert_eq!(error.code(), Some("States.Runtime"), "{error}");
        assert_eq!(error.did_run(), DidRun::Yes);
    }
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum StockError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "stock-{method}")]
trait Stock {
    async fn take(&self, sku: &str) -> Result<u32, StockError>;
}

struct Empty;

impl Stock for Empty {
    async fn take(&self, sku: &str) -> Result<u32, StockError> {
        assert!(sku != "bowl", "a bug");
        Err(StockError::OutOfStock { sku: sku.into() })
    }
}

#[state_machine(arn = "arn:aws:states:us-east-1:000000000000:stateMachine:{method}")]
trait Calls {
    async fn calls(&self, sku: &str) -> Result<u32, StockError>;
    async fn large(&self, bytes: usize) -> Result<String, Error>;
    async fn context(&self) -> Result<Option<String>, Error>;
}

/// Calls the functions that a state machine would call.
struct Tasks(StockClient);

impl Calls for Tasks {
    async fn calls(&self, sku: &str) -> Result<u32, StockError> {
        let call = self.0.take(sku).retry(RetryConfig::never());
        call.timeout(HOUR).await
    }

    async fn large(&self, bytes: usize) -> Result<String, Error> {
        Ok("x".repeat(bytes - 2))
    }

    async fn context(&self) -> Result<Option<String>, Error> {
        Ok(Context::current().map(|context| context.request_id().to_owned()))
    }
}

fn tasks() -> Tasks {
    tasks_of(LocalLambda::builder().serve(StockServer::new(Empty)))
}

fn tasks_of(functions: LocalLambdaBuilder) -> Tasks {
    Tasks(StockClient::new(&functions.build().lambda()))
}

#[tokio::test(start_paused = true)]
async fn the_error_of_a_task_is_the_error_of_the_execution() {
    let local = LocalMachines::builder()
        .serve(CallsServer::new(tasks()))
        .build();
    let calls = CallsClient::new(&local.machines());
    let started = calls.calls("cup").name("n").start().await.unwrap();
    let error = started.execution().result().await.unwrap_err();
    assert!(
        matches!(&error, StockError::OutOfStock { sku } if sku == "cup"),
        "{error:?}"
    );
    let described = started.execution().describe().await.unwrap();
    assert_eq!(described.error.as_deref(), Some("OutOfStock"));
    let cause = described.cause.unwrap_or_default();
    assert!(!cause.contains("Downstream"), "{cause}");
}

/// What fails otherwise than by an error of the function's own has the name that Step Functions gives to it.
#[tokio::test(start_paused = true)]
async fn an_error_that_no_variant_has_is_not_wrapped_either() {
    let functions = || LocalLambda::builder().serve(StockServer::new(Empty));
    let with = |fault| functions().fault("stock-take", fault);
    for (functions, sku, expected) in [
        (functions(), "bowl", "Panic"),
        (with(Fault::exit(1)), "cup", "Runtime.ExitError"),
        (
            with(Fault::failure(ErrorDocument::new("Other", "o"))),
            "cup",
            "Other",
        ),
        (
            with(Fault::throttle()),
            "cup",
            "Lambda.TooManyRequestsException",
        ),
        (
            with(Fault::service_error("EC2ThrottledException")),
            "cup",
            "Lambda.EC2ThrottledException",
        ),
        (with(Fault::status(502)), "cup", "Lambda.AWSLambdaException"),
        (
            LocalLambda::builder(),
            "cup",
            "Lambda.ResourceNotFoundException",
        ),
        (
            with(Fault::reset_after_run()),
            "cup",
            "Lambda.SdkClientException",
        ),
        (
            with(Fault::delay(2 * HOUR)),
            "cup",
            "Lambda.ClientExecutionTimeoutException",
        ),
    ] {
        let local = LocalMachines::builder()
            .serve(CallsServer::new(tasks_of(functions)))
            .build();
        let calls = CallsClient::new(&local.machines());
        let started = calls.calls(sku).start().await.unwrap();
        let error = started.execution().result().send().await.unwrap_err();
        assert_eq!(error.code(), Some(expected));
        // Whatever is known of the function, the execution ran.
        assert_eq!(error.did_run(), DidRun::Yes, "{expected}");
        assert!(!error.is_retryable() && !error.is_throttled(), "{expected}");
        let cause = started.execution().describe().await.unwrap().cause;
        let cause = cause.unwrap_or_default();
        assert!(
            cause.starts_with(&format!(r#"{{"errorType":"{expected}""#)),
            "{cause}"
        );
        assert!(!cause.contains("Downstream"), "{cause}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_output_has_the_limit_of_step_functions() {
    let local = LocalMachines::builder()
        .serve(CallsServer::new(tasks()))
        .build();
    let calls = CallsClient::new(&local.machines());
    assert_eq!(calls.large(262_144).await.unwrap().len(), 262_142);
    let error = calls.large(262_145).await.unwrap_err();
    assert_eq!(error.code(), Some("States.DataLimitExceeded"), "{error}");
}

/// Runs the machines within the invocation of a function.
#[lambda_fn(name = "{method}")]
trait Within {
    async fn run(&self, method: usize, input: Value) -> Result<Vec<Option<String>>, Error>;
}

struct Inside(CallsServer<Tasks>);

impl Within for Inside {
    async fn run(&self, method: usize, input: Value) -> Result<Vec<Option<String>>, Error> {
        let outcome = self
            .0
            .run(method, MachineInput::new(input.to_string()))
            .await;
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let id = Context::current().map(|context| json!(context.request_id()).to_string());
        Ok(vec![owned(outcome.output()), owned(outcome.error()), id])
    }
}

#[tokio::test(start_paused = true)]
async fn a_machine_is_not_an_invocation() {
    let server = WithinServer::new(Inside(CallsServer::new(tasks())));
    let lambda = LocalLambda::builder().serve(server).build();
    let within = WithinClient::new(&lambda.lambda());
    let [_, error, _] = &within.run(0, json!("cup")).await.unwrap()[..] else {
        panic!("three texts");
    };
    assert_eq!(error.as_deref(), Some("OutOfStock"));
    // The context is that of the function.
    let [output, _, id] = &within.run(2, json!({})).await.unwrap()[..] else {
        panic!("three texts");
    };
    assert!(id.is_some() && output == id, "{output:?} {id:?}");
    // In its own execution there is none.
    let local = LocalMachines::builder()
        .serve(CallsServer::new(tasks()))
        .build();
    let calls = CallsClient::new(&local.machines());
    assert_eq!(calls.context().await.unwrap(), None);
}
