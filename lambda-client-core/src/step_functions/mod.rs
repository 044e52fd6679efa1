//! AWS Step Functions: executions that start once, and whose results are typed.
//!
//! [`Machines`] is to Step Functions what [`Lambda`](crate::Lambda) is to Lambda: one transport, one set of retries, one
//! [`Error`](crate::Error) that knows whether the execution started.
//!
//! | | Standard: [`Machines::machine`] | Express: [`Machines::express`] |
//! |---|---|---|
//! | A start is safe to retry | yes, by its name | no |
//! | Retried if it may have started | yes | only if declared idempotent |
//! | Wait for the end | [`Execution::result`] polls, from any program | [`ExpressMachine::run`] waits in the request |
//! | Stop, redrive, history | yes | no |
//!
//! ```
//! # extern crate lambda_client_core as lambda_client;
//! # use lambda_client::step_functions::{StatesOperation, StatesRequest, StatesResponse, StatesTransport};
//! # use lambda_client::transport::{BoxFuture, TransportError};
//! # #[derive(Debug)] struct Orders;
//! # impl StatesTransport for Orders {
//! #     fn send<'a>(&'a self, request: StatesRequest<'a>) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
//! #         let arn = "arn:aws:states:us-east-1:123456789012:execution:orders:order-17";
//! #         let body = match request.operation() {
//! #             StatesOperation::StartExecution(_) => format!(r#"{{"executionArn":"{arn}","startDate":1767225600.0}}"#),
//! #             _ => format!(r#"{{"executionArn":"{arn}","startDate":1767225600.0,"status":"SUCCEEDED","output":"\"paid\""}}"#),
//! #         };
//! #         Box::pin(async { Ok(StatesResponse::new(body)) })
//! #     }
//! # }
//! use lambda_client::step_functions::{Machines, StartOutcome};
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), lambda_client::Error> {
//! # let transport = Orders;
//! let machines = Machines::new(transport); // or `Machines::from_env().await`
//! let orders = machines
//!     .machine("arn:aws:states:us-east-1:123456789012:stateMachine:orders")
//!     .output::<String>();
//!
//! // Starting again with the same name and input finds the same execution.
//! let started = orders.start(&17).name("order-17").await?;
//! assert_eq!(started.outcome(), StartOutcome::New);
//! let state = started.execution().result().await?;
//! assert_eq!(state, "paid");
//!
//! // Another program, or this one after a restart, attaches by the name.
//! let state = orders.execution("order-17").result().await?;
//! # assert_eq!(state, "paid");
//! # Ok(()) }
//! ```
//!
//! # Errors
//!
//! [`did_run`](crate::Error::did_run) of a start tells whether the execution started, and of other requests whether they took effect. The error
//! codes of Step Functions are in the table of [`Retryability`](crate::certainty::Retryability). If an execution failed because a function did,
//! the function's error becomes the typed error of the machine, set by [`Machine::error`]: the same enum as for calls of the function.
//!
//! # Tests
//!
//! With the feature `local`, `LocalMachines` runs machines in this process, with the rules of Step Functions for names, and faults: the
//! implementation of a trait by its server, which is a [`MachineService`], or closures. It also serves them on a port, for the SDKs of other
//! languages.
//! A [`StatesTransport`] of your own responds with the JSON of the API.
//!
//! Sources: AWS Step Functions API reference, `StartExecution`, `StartSyncExecution`, `DescribeExecution`, `SendTaskSuccess`; AWS Step Functions
//! Developer Guide, "Execution guarantees" and "Service quotas".

mod arn;
mod client;
pub mod definition;
mod draft;
mod execution;
mod express;
mod input;
#[cfg(feature = "local")]
#[cfg_attr(docsrs, doc(cfg(feature = "local")))]
mod local;
mod machine;
mod machines;
pub mod map_results;
mod name;
mod poll_budget;
mod request;
mod same_json;
mod service;
mod start;
mod task;
#[cfg(test)]
mod tests;
mod token;
mod transport;
mod wire;

pub use self::client::{
    Express, MachineCall, MachineClientBuilder, MachineDeclaration, MachineKind, MachineMethod,
    MachineSettings, Standard,
};
pub use self::client::{
    GeneratedMachineClient, MachineCodec, MachineEntry, MachineStub, builder, call, execution,
    express_codec, standard_codec, stub,
};
pub use self::execution::{
    Execution, ExecutionDescription, ExecutionResult, ExecutionStatus, History, HistoryEvent,
};
pub use self::express::{
    ExpressCall, ExpressMachine, ExpressResponse, ExpressStarted, ToEnd, ToStart,
};
pub use self::input::MAX_INPUT;
#[cfg(feature = "local")]
#[cfg_attr(docsrs, doc(cfg(feature = "local")))]
pub use self::local::{LocalFault, LocalMachine, LocalMachines, LocalMachinesBuilder, LocalTask};
pub use self::machine::Machine;
pub use self::machines::{Machines, MachinesBuilder};
pub use self::name::ExecutionName;
pub use self::service::{HandlesMachine, MachineReply, executed, no_such_machine};
pub use self::service::{MachineInput, MachineOutcome, MachineService};
pub use self::start::{Start, StartOutcome, Started};
pub use self::task::{Delivery, Task};
pub use self::token::TaskToken;
pub use self::transport::{
    DescribeExecution, GetExecutionHistory, RedriveExecution, SendTaskFailure, SendTaskHeartbeat,
    SendTaskSuccess, StartExecution, StatesOperation, StatesRequest, StatesResponse,
    StatesTransport, StopExecution,
};
