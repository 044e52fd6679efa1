//! Responses that cannot be deserialized, each reported once.

use lambda_client::{Error, lambda_fn};

pub struct Receipt;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self) -> Result<Receipt, Error>;
    async fn all(&self) -> Result<Vec<Receipt>, Error>;
}

fn main() {}
