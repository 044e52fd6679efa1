//! Unsafe method.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async unsafe fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
