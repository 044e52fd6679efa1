//! `_` in the type of an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, orders: Vec<_>, note: Option<&'_ str>) -> Result<(), Error>;
}

fn main() {}
