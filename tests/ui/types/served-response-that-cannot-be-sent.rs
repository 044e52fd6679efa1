//! Response of a server that cannot be serialized.

use lambda_client::{Error, lambda_fn, server::Service};

#[derive(serde::Deserialize)]
pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self) -> Result<Order, Error>;
}

struct Shop;

impl Orders for Shop {
    async fn place(&self) -> Result<Order, Error> {
        Ok(Order)
    }
}

fn serve(_: impl Service) {}

fn main() {
    serve(OrdersServer::new(Shop));
}
