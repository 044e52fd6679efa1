//! Tenant that is not a string.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(tenant)] tenant: u32) -> Result<(), Error>;
}

fn main() {}
