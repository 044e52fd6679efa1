//! Attribute for a field on the only argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(default)] order: String) -> Result<(), Error>;
}

fn main() {}
