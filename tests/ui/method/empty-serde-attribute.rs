//! Empty `#[serde]` attribute.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde] order: String, id: u32) -> Result<(), Error>;
}

fn main() {}
