//! Duplicate argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", name = "shop-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
