//! Misspelled argument of an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(tennant)] tenant: &str) -> Result<(), Error>;
}

fn main() {}
