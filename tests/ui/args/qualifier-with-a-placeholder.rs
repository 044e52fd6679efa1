//! A placeholder in the qualifier.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", qualifier = "{alias}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
