//! Negative duration.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", retry(base_delay = "-1s"))]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
