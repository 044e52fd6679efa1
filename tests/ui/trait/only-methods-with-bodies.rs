//! Trait whose methods all have bodies.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<String, Error> {
        Ok(order)
    }
}

fn main() {}
