//! A client context is to go where it does not arrive.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(mode = "event")]
    async fn place(&self, #[lambda_fn(client_context)] context: String) -> Result<(), Error>;
}

fn main() {}
