//! Argument of a server that cannot be deserialized.

use lambda_client::{Error, lambda_fn, server::Service};

#[derive(serde::Serialize)]
pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: Order) -> Result<(), Error>;
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, _: Order) -> Result<(), Error> {
        Ok(())
    }
}

fn serve(_: impl Service) {}

fn main() {
    serve(OrdersServer::new(Shop));
}
