//! `#[serde(..)]` on a tenant.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(tenant)] #[serde(default)] tenant: String) -> Result<(), Error>;
}

fn main() {}
