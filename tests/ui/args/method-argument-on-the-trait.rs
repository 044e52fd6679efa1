//! Argument for methods on the trait.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", rename = "put")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
