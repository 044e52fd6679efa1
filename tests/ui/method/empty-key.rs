//! An empty key of an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(rename = "")] order: String, quantity: u32) -> Result<(), Error>;
}

fn main() {}
