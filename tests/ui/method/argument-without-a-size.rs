//! An argument that is a `str` instead of a `&str`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, sku: str) -> Result<(), Error>;
}

fn main() {}
