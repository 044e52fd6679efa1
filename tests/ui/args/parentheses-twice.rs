//! Arguments in another pair of parentheses.

use lambda_client::{Error, lambda_fn};

#[lambda_fn((name = "orders"))]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
