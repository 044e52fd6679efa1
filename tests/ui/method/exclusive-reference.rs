//! `&mut` argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: &mut String) -> Result<(), Error>;
}

fn main() {}
