//! Misspelled placeholder.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{methd}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
