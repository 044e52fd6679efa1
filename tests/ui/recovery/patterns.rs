//! Methods with patterns as arguments can still be called.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn tuple(&self, (id, name): (u32, String)) -> Result<(), Error>;
    async fn unnamed(&self, _: u32) -> Result<(), Error>;
    async fn mutable(&self, mut id: u32) -> Result<(), Error>;
    async fn twice(&self, id: u32, id: u32) -> Result<(), Error>;
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    let orders = OrdersClient::new(lambda);
    orders.tuple((1, String::new())).await?;
    orders.unnamed(1).await?;
    orders.mutable(1).await?;
    orders.twice(1, 2).await
}

fn main() {
    let _ = run;
}
