//! `#[lambda_fn]` on a method without arguments.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
