//! Number out of range.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", retry(budget = 5_000_000_000))]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
