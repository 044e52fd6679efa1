//! `rename` on the only argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(rename = "o")] order: String) -> Result<(), Error>;
}

fn main() {}
