//! An empty key in a serde attribute.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(rename = "")] order: String, quantity: u32) -> Result<(), Error>;
}

fn main() {}
