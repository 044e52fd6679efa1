//! Client with the name of the trait.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", client = Orders)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
