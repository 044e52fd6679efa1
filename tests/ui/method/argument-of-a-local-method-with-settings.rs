//! Attribute on an argument of a method with a body.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn place_for(&self, #[lambda_fn(tenant)] tenant: String) -> Result<(), Error> {
        self.place(tenant).await
    }
}

fn main() {}
