//! Step of a state machine that takes another type than the step before it returns.

use lambda_client::{Error, lambda_fn};

#[derive(serde::Serialize, serde::Deserialize)]
struct Order;

#[derive(serde::Serialize, serde::Deserialize)]
struct Quote;

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn price(&self, order: Order) -> Result<Quote, Error>;
    async fn place(&self, order: Order) -> Result<(), Error>;
}

fn main() {
    let _ = OrdersClient::price_task().then(OrdersClient::place_task());
}
