//! Two tenants.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(tenant)] one: &str, #[lambda_fn(tenant)] other: &str) -> Result<(), Error>;
}

fn main() {}
