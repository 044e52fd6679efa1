//! Misspelled `#[serde(..)]` on an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(renam = "s")] sku: String, quantity: u32) -> Result<(), Error>;
}

fn main() {}
