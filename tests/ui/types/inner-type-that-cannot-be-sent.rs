//! A type inside the type of an argument cannot be serialised.

use lambda_client::{Error, lambda_fn};

pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, count: u32, orders: Vec<Order>) -> Result<(), Error>;
}

fn main() {}
