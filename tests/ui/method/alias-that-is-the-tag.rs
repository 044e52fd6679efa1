//! Alias that is the key of the `route`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", route = "action")]
pub trait Orders {
    async fn place(&self, #[serde(alias = "action")] order: String) -> Result<(), Error>;
}

fn main() {}
