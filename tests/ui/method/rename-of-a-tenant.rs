//! `rename` on a tenant.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String, #[lambda_fn(tenant, rename = "t")] tenant: &str) -> Result<(), Error>;
}

fn main() {}
