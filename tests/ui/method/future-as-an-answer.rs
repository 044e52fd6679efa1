//! A future instead of `async`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    fn place(&self, order: String) -> impl Future<Output = Result<(), Error>> + Send;
}

fn main() {}
