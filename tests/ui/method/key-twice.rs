//! Two arguments with the same key.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(rename = "id")] order: String, id: u32) -> Result<(), Error>;
}

fn main() {}
