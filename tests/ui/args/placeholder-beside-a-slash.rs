//! A name with placeholders has a character that none can have.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders/{env:STAGE}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
