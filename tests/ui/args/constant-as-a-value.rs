//! Constant instead of a literal.

use lambda_client::{Error, lambda_fn};

const NAME: &str = "orders";

#[lambda_fn(name = NAME)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
