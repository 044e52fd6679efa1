//! A generic trait keeps its client and server.

use lambda_client::{Error, Lambda, lambda_fn, server::Service};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders<T> {
    async fn place(&self, order: T) -> Result<(), Error>;
    async fn cancel(&self, id: u32) -> Result<(), Error>;
}

struct Shop;

impl Orders<u8> for Shop {
    async fn place(&self, _: u8) -> Result<(), Error> {
        Ok(())
    }
    async fn cancel(&self, _: u32) -> Result<(), Error> {
        Ok(())
    }
}

fn serve(_: impl Service) {}

async fn place(orders: impl Orders<u8>) -> Result<(), Error> {
    orders.place(5).await
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    serve(OrdersServer::new(Shop));
    place(OrdersClient::new(lambda)).await?;
    OrdersClient::new(lambda).cancel(5).await
}

fn main() {
    let _ = run;
}
