//! A type with the name of the client.

use lambda_client::{Error, lambda_fn};

pub struct OrdersClient;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
