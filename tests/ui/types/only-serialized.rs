//! Response that can only be serialized.

use lambda_client::{Error, lambda_fn};

#[derive(serde::Serialize)]
pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn find(&self, id: u32) -> Result<Order, Error>;
}

fn main() {}
