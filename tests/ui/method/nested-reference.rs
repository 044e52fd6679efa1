//! Reference inside another type.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, orders: Vec<&str>) -> Result<(), Error>;
}

fn main() {}
