//! Slice as a response.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn list(&self) -> Result<[u8], Error>;
}

fn main() {}
