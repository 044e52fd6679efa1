//! Client context with a mode that does not deliver it.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(mode = "event")]
    async fn place(&self, #[lambda_fn(client_context)] context: String) -> Result<(), Error>;
}

fn main() {}
