//! A flag has a value that is neither `true` nor `false`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", idempotent = "yes")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
