//! `impl Trait` as a response.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<impl Send, Error>;
}

fn main() {}
