//! Traits of machines, and what the machines do.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use lambda_client::step_functions::{
    LocalMachine, LocalMachines, StatesOperation, StatesRequest, StatesResponse, StatesTransport,
};
use lambda_client::transport::{BoxFuture, TransportError};
use lambda_client::{Error, FunctionError, state_machine};
use serde_json::Value;

#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum FlowError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

impl FlowError {
    pub(crate) fn other(self) -> Error {
        match self {
            FlowError::Other(error) => error,
            FlowError::OutOfStock { .. } => panic!("{self}"),
        }
    }
}

#[state_machine(arn = "arn:aws:states:us-east-1:000000000000:stateMachine:{method}")]
pub(crate) trait Flow {
    async fn one(&self, order: &str) -> Result<Value, FlowError>;
    async fn several(&self, order: &str, quantity: Option<u32>) -> Result<Value, FlowError>;
    async fn nothing(&self) -> Result<Value, FlowError>;
    #[state_machine(kind = "express")]
    async fn quick(&self, order: &str) -> Result<Value, FlowError>;
    #[state_machine(kind = "express", idempotent)]
    async fn quick_twice(&self, order: &str) -> Result<Value, FlowError>;
}

/// Machines that take 10 s and return their input, or fail for a `spoon`.
pub(crate) fn local() -> (LocalMachines, FlowClient) {
    let echo = || {
        LocalMachine::new(|input: Value| async move {
            tokio::time::sleep(Duration::from_secs(10)).await;
            match input == "spoon" {
                true => Err(FlowError::OutOfStock {
                    sku: "spoon".to_owned(),
                }),
                false => Ok(input),
            }
        })
    };
    let local = LocalMachines::builder()
        .standard("one", echo())
        .standard("several", echo())
        .standard("nothing", echo())
        .express("quick", echo())
        .express("quick_twice", echo())
        .build();
    let client = FlowClient::new(&local.machines());
    (local, client)
}

/// A transport that keeps what it is sent, and says that everything has succeeded with `null`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorder(Arc<Mutex<Vec<SentStart>>>);

/// The name of an execution, its trace header and its machine.
pub(crate) type SentStart = (Option<String>, Option<String>, String);

impl Recorder {
    /// Returns what was sent.
    pub(crate) fn starts(&self) -> Vec<SentStart> {
        self.0.lock().unwrap().clone()
    }
}

impl StatesTransport for Recorder {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        use StatesOperation as Operation;
        let arn = "arn:aws:states:us-east-1:000000000000:execution:one:a";
        if let Operation::StartExecution(start) | Operation::StartSyncExecution(start) =
            request.operation()
        {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let start = (
                owned(start.name),
                owned(start.trace_header),
                start.state_machine_arn.to_owned(),
            );
            self.0.lock().unwrap().push(start);
        }
        let body = format!(
            r#"{{"executionArn":"{arn}","startDate":1.0,"status":"SUCCEEDED","output":"null"}}"#
        );
        Box::pin(async move { Ok(StatesResponse::new(body)) })
    }
}
