//! Method with a const parameter.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place<const N: usize>(&self, order: [u8; N]) -> Result<(), Error>;
}

fn main() {}
