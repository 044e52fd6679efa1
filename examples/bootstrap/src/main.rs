//! A Lambda function: the trait of `quickstart`, served. The process is `bootstrap`, as Lambda's OS-only runtimes expect it.
//!
//! Deployed as `orders-place` it serves `place`, and deployed as `orders-audit` it serves `audit`: the name of the function chooses the
//! method. `README.md` says how to build, package and deploy it.

use lambda_client::serve::ServeError;
use lambda_client::{FunctionError, lambda_fn, server};
use serde::{Deserialize, Serialize};

/// An order.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    /// What is ordered.
    pub sku: String,
    /// How many of it.
    pub quantity: u32,
}

/// What an order has become.
#[derive(Debug, Serialize, Deserialize)]
pub struct Receipt {
    /// The number of the receipt.
    pub id: String,
    /// The price of the order.
    pub total_cents: u64,
}

/// Why an order was not placed.
#[derive(Debug, thiserror::Error, FunctionError)]
pub enum OrderError {
    /// Nothing is left of it.
    #[error("{sku} is out of stock")]
    OutOfStock {
        /// What was ordered.
        sku: String,
    },
    /// Everything else.
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] lambda_client::Error),
}

/// The functions. Move the trait and its types to a separate crate, and callers can depend on it without this program.
#[lambda_fn(name = "orders-{method}", qualifier = "live")]
pub trait Orders {
    /// Places an order.
    async fn place(&self, order: Order) -> Result<Receipt, OrderError>;

    /// Notes something down.
    #[lambda_fn(mode = "event")]
    async fn audit(&self, entry: &str) -> Result<(), lambda_client::Error>;
}

/// What is set up once for each execution environment, such as clients and connections, belongs here.
#[derive(Debug)]
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

    async fn audit(&self, _entry: &str) -> Result<(), lambda_client::Error> {
        // With the request ID, in the function's log.
        server::log("audited");
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), ServeError> {
    lambda_client::serve(OrdersServer::new(Shop)).await
}
