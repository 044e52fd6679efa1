//! Qualifier with an invalid character.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", qualifier = "live!")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
