//! Alias that is the key of another argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, sku: String, #[serde(alias = "sku")] article: String) -> Result<(), Error>;
}

fn main() {}
