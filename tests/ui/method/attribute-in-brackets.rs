//! An attribute in brackets.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn[idempotent]]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
