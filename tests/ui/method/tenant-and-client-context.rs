//! Argument that is both tenant and client context.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(tenant, client_context)] tenant: &str) -> Result<(), Error>;
}

fn main() {}
