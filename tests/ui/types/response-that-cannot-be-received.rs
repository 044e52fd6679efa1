//! Response that cannot be deserialized.

use lambda_client::{Error, lambda_fn};

pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn find(&self, id: u32) -> Result<Order, Error>;
}

fn main() {}
