//! Key that is the alias of another argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(alias = "article")] sku: String, article: String) -> Result<(), Error>;
}

fn main() {}
