//! Conditional argument that is the whole payload.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[cfg(unix)] order: String) -> Result<(), Error>;
}

fn main() {}
