//! A value of `#[serde(..)]` that is not a string.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(rename = 1)] sku: String, quantity: u32) -> Result<(), Error>;
}

fn main() {}
