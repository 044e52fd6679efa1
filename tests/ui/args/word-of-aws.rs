//! A word of AWS instead of an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", alias = "live")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
