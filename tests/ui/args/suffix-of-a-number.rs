//! A number with a suffix.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", retry(max_attempts = 5u8))]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
