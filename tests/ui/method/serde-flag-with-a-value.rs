//! A flag of `#[serde(..)]` with a value.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(flatten = true)] sku: String, quantity: u32) -> Result<(), Error>;
}

fn main() {}
