//! Method with a bound on a type.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>
    where
        Self: Sized;
}

fn main() {}
