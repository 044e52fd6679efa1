//! `#[async_trait]` below `#[lambda_fn]`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
#[async_trait::async_trait]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
