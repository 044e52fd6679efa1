//! String instead of a boolean.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", idempotent = "yes")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
