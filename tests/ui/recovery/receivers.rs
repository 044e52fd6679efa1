//! Methods with other receivers can still be called.

use std::sync::Arc;

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sized + Send + Sync {
    async fn none(order: String) -> Result<(), Error>;
    async fn exclusive(&mut self) -> Result<(), Error>;
    async fn value(self) -> Result<(), Error>;
    async fn shared(self: Arc<Self>) -> Result<(), Error>;
    async fn sound(&self) -> Result<(), Error>;
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    let mut orders = OrdersClient::new(lambda);
    OrdersClient::none(String::new()).await?;
    orders.exclusive().await?;
    orders.sound().await?;
    orders.clone().value().await?;
    Arc::new(orders).shared().await
}

fn main() {
    let _ = run;
}
