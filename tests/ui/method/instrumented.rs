//! `#[tracing::instrument]` on a method.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[tracing::instrument]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
