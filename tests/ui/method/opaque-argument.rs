//! `impl Trait` as an argument.

use std::fmt::Display;

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: impl Display + Send) -> Result<(), Error>;
}

fn main() {}
