//! `Self` as a response.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sized {
    async fn place(&self, order: String) -> Result<Self, Error>;
}

fn main() {}
