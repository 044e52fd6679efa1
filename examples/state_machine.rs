//! A state machine of Step Functions as a method: an order is fulfilled once, however often its start is sent.
//!
//! The machine runs in this process, as an implementation of the trait. With `Machines::from_env().await`, the client starts the one on AWS.
//!
//! ```text
//! order 17: New
//! another program waits for it: parcel for cup
//! order 17 again: AlreadyFinished
//! spoon is out of stock
//! the machine ran 2 times
//! ```

use std::process::ExitCode;
use std::time::Duration;

use lambda_client::step_functions::{LocalFault, LocalMachines};
use lambda_client::{Error, FunctionError, state_machine};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[state_machine(
    arn = "arn:aws:states:{region}:123456789012:stateMachine:orders:live",
    timeout = "1h"
)]
trait OrderFlow {
    async fn fulfil(&self, sku: &str) -> Result<String, OrderError>;
}

/// What the machine does, in this process.
struct Shop;

impl OrderFlow for Shop {
    async fn fulfil(&self, sku: &str) -> Result<String, OrderError> {
        tokio::time::sleep(Duration::from_millis(50)).await;
        match sku {
            "cup" => Ok(format!("parcel for {sku}")),
            _ => Err(OrderError::OutOfStock {
                sku: sku.to_owned(),
            }),
        }
    }
}

async fn run() -> Result<(), OrderError> {
    let local = LocalMachines::builder()
        .serve(OrderFlowServer::new(Shop))
        .set("region", "eu-west-1")
        .build();
    let flow = OrderFlowClient::builder(&local.machines())
        .set("region", "eu-west-1")
        .build()?;

    // The response to the first attempt is lost; the second one finds the execution.
    local.fault(LocalFault::lose_response().on("StartExecution"));
    let started = flow.fulfil("cup").name("order-17").start().await?;
    println!("order 17: {:?}", started.outcome());

    let parcel = flow.fulfil_execution("order-17").result().await?;
    println!("another program waits for it: {parcel}");

    let again = flow.fulfil("cup").name("order-17").start().await?;
    println!("order 17 again: {:?}", again.outcome());

    // To start and to wait is one call, and the error of a function is a variant of the enum.
    match flow.fulfil("spoon").await {
        Err(OrderError::OutOfStock { sku }) => println!("{sku} is out of stock"),
        other => println!("{other:?}"),
    }
    println!("the machine ran {} times", local.executions("orders"));
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
