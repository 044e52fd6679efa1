//! `tenant` with a value.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(tenant = "acme")] order: String) -> Result<(), Error>;
}

fn main() {}
