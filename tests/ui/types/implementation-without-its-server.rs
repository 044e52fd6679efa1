//! Implementation of a trait where its server is expected.

use lambda_client::{Error, lambda_fn, server::Service};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, quantity: u32) -> Result<(), Error>;
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, _: u32) -> Result<(), Error> {
        Ok(())
    }
}

fn serve(_: impl Service) {}

fn main() {
    serve(Shop);
}
