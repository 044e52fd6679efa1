//! A comma without an argument before it.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}",, idempotent)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
