use lambda_client::{Error, Service, lambda_fn};
use serde::Serialize;

#[derive(Serialize)]
pub struct Order {
    pub sku: String,
}

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
