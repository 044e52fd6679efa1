//! `#[serde(..)]` on a client context.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[lambda_fn(client_context)] #[serde(default)] context: String) -> Result<(), Error>;
}

fn main() {}
