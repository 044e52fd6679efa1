//! `new` of a client with placeholders.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "{stage}-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn quote(&self, sku: String) -> Result<u32, Error>;
}

pub fn client(lambda: &Lambda) -> OrdersClient {
    OrdersClient::new(lambda)
}

fn main() {}
