//! An argument of another crate that cannot be serialized.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, since: std::time::Instant) -> Result<(), Error>;
}

fn main() {}
