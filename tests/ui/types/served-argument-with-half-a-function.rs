//! Argument that the client sends by a function, and that the server cannot read.

use std::time::Instant;

use lambda_client::{Error, lambda_fn, server::Service};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[serde(serialize_with = "nothing")] since: Instant) -> Result<(), Error>;
}

fn nothing<S: serde::Serializer>(_: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit()
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, _: Instant) -> Result<(), Error> {
        Ok(())
    }
}

fn serve(_: impl Service) {}

fn main() {
    serve(OrdersServer::new(Shop));
}
