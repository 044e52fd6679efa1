//! Duplicate attribute.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
#[lambda_fn(qualifier = "live")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
