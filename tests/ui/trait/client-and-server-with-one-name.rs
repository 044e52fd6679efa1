//! Client and server with the same name.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", client = Calls, server = Calls)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
