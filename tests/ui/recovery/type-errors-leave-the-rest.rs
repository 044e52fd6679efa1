//! A type error is reported once, although trait, client and server all name the type.

use lambda_client::{Error, Lambda, lambda_fn, server::Service};

pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn unknown(&self, order: Ordr) -> Result<(), Error>;
    async fn unsent(&self, order: Order) -> Result<(), Error>;
    async fn sound(&self) -> Result<u32, Error>;
}

struct Shop;

impl Orders for Shop {
    async fn unknown(&self, _: Ordr) -> Result<(), Error> {
        Ok(())
    }
    async fn unsent(&self, _: Order) -> Result<(), Error> {
        Ok(())
    }
    async fn sound(&self) -> Result<u32, Error> {
        Ok(1)
    }
}

fn serve(_: impl Service) {}

async fn run(lambda: &Lambda) -> Result<u32, Error> {
    OrdersClient::new(lambda).sound().await
}

fn main() {
    let _ = run;
    let _ = |shop: OrdersServer<Shop>| serve(shop);
}
