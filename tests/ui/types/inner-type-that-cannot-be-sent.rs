//! Type inside an argument that cannot be serialized.

use lambda_client::{Error, lambda_fn};

pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, count: u32, orders: Vec<Order>) -> Result<(), Error>;
}

fn main() {}
