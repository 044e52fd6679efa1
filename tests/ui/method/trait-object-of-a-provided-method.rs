//! A trait object as the result of a method with a body.

use lambda_client::lambda_fn;
use std::fmt::Display;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn shown(&self) -> dyn Display + Send {
        "shown"
    }
}

async fn show<O: Orders>(orders: &O) -> String {
    orders.shown().await.to_string()
}

fn main() {
    drop(show::<OrdersClient>);
}
