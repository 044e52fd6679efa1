//! Word for a call without retries.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", no_retry)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
