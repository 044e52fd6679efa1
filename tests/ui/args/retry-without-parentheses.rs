//! `retry` with a value instead of settings.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", retry = 5)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
