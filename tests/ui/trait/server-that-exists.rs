//! A type with the name of the server.

use lambda_client::{Error, lambda_fn};

pub struct OrdersServer;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
