//! Argument for methods on an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(idempotent)] order: String) -> Result<(), Error>;
}

fn main() {}
