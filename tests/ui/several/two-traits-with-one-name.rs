//! Two traits with one name: the compiler names each item that code can refer to, and nothing else.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn quote(&self, sku: &str) -> Result<u32, Error>;
}

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn quote(&self, sku: &str) -> Result<u32, Error>;
}

async fn run(lambda: &Lambda) -> Result<u32, Error> {
    OrdersClient::new(lambda).quote("cup").await
}

fn main() {
    drop(run);
}
