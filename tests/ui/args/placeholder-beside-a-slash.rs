//! Invalid character next to a placeholder.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders/{env:STAGE}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
