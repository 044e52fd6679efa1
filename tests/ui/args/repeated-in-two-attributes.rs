//! Duplicate argument in two attributes of a method.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(timeout = "5s")]
    #[lambda_fn(timeout = "6s")]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
