//! A path of `#[serde(..)]` that is not one.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(with = "my module")] sku: String, quantity: u32) -> Result<(), Error>;
}

fn main() {}
