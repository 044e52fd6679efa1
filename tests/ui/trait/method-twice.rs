//! Duplicate method.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn place(&self, id: u32) -> Result<(), Error>;
}

fn main() {}
