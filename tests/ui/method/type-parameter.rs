//! Generic method.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place<T: Send>(&self, order: T) -> Result<(), Error>;
}

fn main() {}
