//! The only argument is renamed, which has no key.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(rename = "o")] order: String) -> Result<(), Error>;
}

fn main() {}
