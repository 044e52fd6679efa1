//! Argument that can only be deserialized.

use lambda_client::{Error, lambda_fn};

#[derive(serde::Deserialize)]
pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: Order) -> Result<(), Error>;
}

fn main() {}
