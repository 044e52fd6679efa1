//! Misspelled case of a placeholder.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method:kebap-case}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
