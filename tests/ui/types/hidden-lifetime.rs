//! Argument type with a hidden lifetime.

use lambda_client::{Error, lambda_fn};

#[derive(serde::Serialize)]
pub struct Order<'a>(&'a str);

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: Order) -> Result<(), Error>;
}

fn main() {}
