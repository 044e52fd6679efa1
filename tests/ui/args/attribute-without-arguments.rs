//! Attribute of an argument without arguments.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn] order: String) -> Result<(), Error>;
}

fn main() {}
