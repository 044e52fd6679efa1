//! A word of AWS that is not an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", region = "eu-west-1")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
