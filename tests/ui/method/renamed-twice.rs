//! Argument with two names.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(rename = "o")] #[serde(rename = "p")] order: String, id: u32) -> Result<(), Error>;
}

fn main() {}
