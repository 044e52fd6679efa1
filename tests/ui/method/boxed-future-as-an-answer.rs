//! A boxed future instead of `async`.

use std::pin::Pin;

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    fn place(&self, order: String) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + '_>>;
}

fn main() {}
