//! Calls Lambda functions through a trait. The functions run in this process, without an AWS account or a network.
//!
//! `cargo quickstart` runs it. Prints:
//!
//! ```text
//! receipt:  Receipt { id: "r-1", total_cents: 998 }
//! error:    no samovar left
//! accepted: HTTP 202
//! audit:    two orders seen
//! report:   version 1 ran, [..]
//! ```

use std::process::ExitCode;

use lambda_client::{FunctionError, LocalLambda, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    sku: String,
    quantity: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Receipt {
    id: String,
    total_cents: u64,
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] lambda_client::Error),
}

#[lambda_fn(name = "orders-{method}", qualifier = "live")]
trait Orders {
    async fn place(&self, order: Order) -> Result<Receipt, OrderError>;

    #[lambda_fn(mode = "event")]
    async fn audit(&self, entry: &str) -> Result<(), lambda_client::Error>;
}

/// The function's side: an implementation of the same trait.
struct Shop;

impl Orders for Shop {
    async fn place(&self, order: Order) -> Result<Receipt, OrderError> {
        match order.sku.as_str() {
            "cup" => Ok(Receipt {
                id: "r-1".to_owned(),
                total_cents: 499 * u64::from(order.quantity),
            }),
            _ => Err(OrderError::OutOfStock { sku: order.sku }),
        }
    }

    async fn audit(&self, entry: &str) -> Result<(), lambda_client::Error> {
        println!("audit:    {entry}");
        Ok(())
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .build();
    let orders = OrdersClient::new(&local.lambda());
    let order = |sku: &str| Order {
        sku: sku.to_owned(),
        quantity: 2,
    };

    let receipt = orders.place(order("cup")).await?;
    println!("receipt:  {receipt:?}");

    match orders.place(order("samovar")).await {
        Err(OrderError::OutOfStock { sku }) => println!("error:    no {sku} left"),
        other => println!("other:    {other:?}"),
    }

    let accepted = orders.audit("two orders seen").send().await?;
    println!("accepted: HTTP {}", accepted.status());
    local.settled().await;

    let reply = orders.place(order("cup")).tail_log().send().await?;
    let report = reply.report().ok_or("the log has no report")?;
    println!(
        "report:   version {} ran, {report}",
        reply.executed_version().unwrap_or_default()
    );
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
