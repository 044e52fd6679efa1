//! Reserved word as the name of a generated type.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", client = type)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
