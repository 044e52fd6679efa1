//! `#[automock]` above `#[lambda_fn]`.

use lambda_client::{Error, lambda_fn};

#[mockall::automock]
#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn quote(&self, sku: &str) -> Result<u32, Error>;
}

fn main() {}
