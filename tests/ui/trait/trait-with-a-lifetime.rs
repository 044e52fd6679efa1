//! Trait with a lifetime.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders<'a> {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
