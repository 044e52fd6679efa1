//! The attribute of an argument says nothing.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn] order: String) -> Result<(), Error>;
}

fn main() {}
