//! Type inside a response that cannot be deserialized.

use lambda_client::{Error, lambda_fn};

pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn all(&self) -> Result<Vec<Order>, Error>;
}

fn main() {}
