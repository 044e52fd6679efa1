//! A response of another crate that cannot be deserialized.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self) -> Result<std::sync::Arc<str>, Error>;
}

fn main() {}
