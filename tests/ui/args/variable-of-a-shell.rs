//! An environment variable as a shell writes it.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-${STAGE}-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
