//! `'static` reference as an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: &'static str) -> Result<(), Error>;
}

fn main() {}
