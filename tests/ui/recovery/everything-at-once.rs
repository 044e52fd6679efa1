//! Every mistake is reported once, and no use of the trait causes another error.

use lambda_client::{Error, Lambda, lambda_fn, server::Service};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Order {
    pub sku: String,
}

#[lambda_fn(name = "orders-{method}", qualifer = "live")]
pub trait Orders {
    async fn place(&self, order: Order) -> Result<u32, Error>;

    #[lambda_fn(timeout = "5")]
    async fn slow(&self, order: Order) -> Result<u32, Error>;

    async fn generic<T: Send>(&self, order: T) -> Result<u32, Error>;

    async fn pattern(&self, (a, b): (u8, u8)) -> Result<u32, Error>;

    #[lambda_fn(mode = "stream")]
    async fn watch(&self) -> Result<u32, Error>;

    #[lambda_fn(name = "orders-place")]
    async fn same(&self, orders: Vec<&str>) -> Result<u32, Error>;

    fn local(&self) -> u32 {
        5
    }
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, _: Order) -> Result<u32, Error> {
        Ok(1)
    }
    async fn slow(&self, _: Order) -> Result<u32, Error> {
        Ok(2)
    }
    async fn generic<T: Send>(&self, _: T) -> Result<u32, Error> {
        Ok(3)
    }
    async fn pattern(&self, (a, b): (u8, u8)) -> Result<u32, Error> {
        Ok(u32::from(a) + u32::from(b))
    }
    async fn watch(&self) -> Result<u32, Error> {
        Ok(4)
    }
    async fn same(&self, _: Vec<&str>) -> Result<u32, Error> {
        Ok(5)
    }
}

fn serve(_: impl Service) {}

async fn all(orders: impl Orders) -> Result<u32, Error> {
    Ok(orders.watch().await? + orders.local())
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    serve(OrdersServer::new(Shop));
    let orders = OrdersClient::new(lambda);
    let order = || Order { sku: String::new() };
    let first = orders.place(order()).tail_log().send().await;
    let _ = first.is_ok();
    let _: u32 = orders.slow(order()).await?;
    let _: u32 = orders.generic(5).await?;
    let _: u32 = orders.pattern((1, 2)).await?;
    let _: u32 = orders.same(vec![""]).await?;
    let _: u32 = all(&Shop).await?;
    let _: u32 = all(orders.clone()).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
