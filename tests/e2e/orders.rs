//! The trait that these tests call.

use lambda_client::{Error, FunctionError, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) sku: String,
    pub(crate) quantity: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    pub(crate) id: String,
    pub(crate) total_cents: u64,
}

#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error("the card was declined: {0}")]
    #[function_error(type = "com.acme.CardDeclined")]
    CardDeclined(String),
    #[error("the shop is closed")]
    Closed,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "orders-{method}", qualifier = "live", forward(Arc))]
pub(crate) trait Orders {
    /// Places an order.
    async fn place(&self, order: Order) -> Result<Receipt, OrderError>;

    #[lambda_fn(idempotent, retry(max_attempts = 5, base_delay = "1ms"))]
    async fn quote(&self, sku: &str, quantity: u32) -> Result<u64, OrderError>;

    #[lambda_fn(name = "audit", mode = "event", qualifier = "7")]
    async fn audit(&self, entry: &str) -> Result<(), Error>;

    #[lambda_fn(mode = "dry_run")]
    async fn check(&self) -> Result<(), Error>;
}

#[lambda_fn(name = "{env:LAMBDA_CLIENT_TEST_FUNCTION}")]
pub(crate) trait FromEnvironment {
    async fn ping(&self) -> Result<String, Error>;
}

#[lambda_fn(name = "{stage}-{method:kebab-case}")]
pub(crate) trait Staged {
    async fn ping_me(&self) -> Result<String, Error>;
}

pub(crate) fn order() -> Order {
    Order {
        sku: "A-1".into(),
        quantity: 2,
    }
}

pub(crate) const RECEIPT: &str = r#"{"id":"r-1","total_cents":998}"#;

pub(crate) fn receipt() -> Receipt {
    Receipt {
        id: "r-1".into(),
        total_cents: 998,
    }
}
