//! A path that depends on the module.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", crate = super::lambda_client)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
