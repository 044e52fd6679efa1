//! `#[async_trait]` above `#[lambda_fn]`.

use lambda_client::{Error, lambda_fn};

#[async_trait::async_trait]
#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn quote(&self, sku: &str) -> Result<u32, Error>;
    async fn both(&self, sku: &str) -> Result<u32, Error> {
        self.quote(sku).await
    }
}

fn main() {}
