//! Associated items do not remove the client or its implementation of the trait.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    type Order;
    const LIMIT: u32;
    async fn place(&self, order: String) -> Result<(), Error>;
}

struct Shop;

impl Orders for Shop {
    type Order = u32;
    const LIMIT: u32 = 5;
    async fn place(&self, _: String) -> Result<(), Error> {
        Ok(())
    }
}

async fn place<T: Orders>(orders: T) -> Result<u32, Error> {
    orders.place(String::new()).await?;
    Ok(T::LIMIT)
}

async fn run(lambda: &Lambda) -> Result<u32, Error> {
    place(Shop).await?;
    place(OrdersClient::new(lambda)).await
}

fn main() {
    let _ = run;
}
