//! A negative number.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", retry(max_attempts = -1))]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
