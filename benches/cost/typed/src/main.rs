//! The program of the README.

use std::time::Duration;

use lambda_client::{DidRun, FunctionError, Lambda, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Order {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub id: String,
    pub total_cents: u64,
}

#[derive(Debug, thiserror::Error, FunctionError)]
pub enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error("the card was declined: {0}")]
    #[function_error(type = "com.acme.CardDeclined")]
    CardDeclined(String),
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] lambda_client::Error),
}

#[lambda_fn(name = "orders-{method}", qualifier = "live")]
pub trait Orders {
    /// Invokes `orders-place:live` with the order as JSON.
    async fn place(&self, order: Order) -> Result<Receipt, OrderError>;

    /// Several arguments travel as an object: `{"sku": .., "quantity": ..}`.
    #[lambda_fn(idempotent, retry(max_attempts = 5))]
    async fn quote(&self, sku: &str, quantity: u32) -> Result<u64, OrderError>;

    /// Queued, not waited for.
    #[lambda_fn(name = "audit", mode = "event")]
    async fn audit(&self, entry: &str) -> Result<(), lambda_client::Error>;
}

fn order() -> Order {
    Order {
        sku: "cup".into(),
        quantity: 2,
    }
}

#[tokio::main]
async fn main() -> Result<(), OrderError> {
    let lambda = Lambda::from_env().await;
    let orders = OrdersClient::new(&lambda);

    let receipt = orders.place(order()).await?;
    println!("{receipt:?}");

    let response = orders
        .place(order())
        .timeout(Duration::from_secs(5))
        .tail_log()
        .send()
        .await;
    match response {
        Ok(response) => println!("version {:?} ran", response.executed_version()),
        Err(error) => match error.did_run() {
            DidRun::No => println!("nothing happened; try again later"),
            DidRun::Unknown => println!("look for {:?}", error.request_ids().collect::<Vec<_>>()),
            _ => println!("{error}"),
        },
    }
    Ok(())
}
