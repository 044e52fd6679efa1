//! `new` of a client with environment variables.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "{env:STAGE}-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

pub fn client(lambda: &Lambda) -> OrdersClient {
    OrdersClient::new(lambda)
}

fn main() {}
