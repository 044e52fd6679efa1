//! A misspelled direction of `#[serde(rename(..))]`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(rename(serialise = "item"))] sku: String, quantity: u32) -> Result<(), Error>;
}

fn main() {}
