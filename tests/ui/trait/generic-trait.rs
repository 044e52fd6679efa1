//! Generic trait.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders<T> {
    async fn place(&self, order: T) -> Result<(), Error>;
}

fn main() {}
