//! Generic methods do not affect other methods and can still be called.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn typed<T: Send, const N: usize>(&self, order: T) -> Result<[u8; N], Error>;
    async fn bounded<'a, 'b>(&'a self, order: &'b str) -> Result<(), Error>
    where
        'a: 'b,
        Self: Sized;
    async fn lifetimes<'a, 'b: 'a>(&'a self, order: &'b str) -> Result<(), Error>
    where
        'a: 'b;
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    let orders = OrdersClient::new(lambda);
    let _: [u8; 5] = orders.typed(5).await?;
    orders.bounded("").await?;
    orders.lifetimes("").await
}

fn main() {
    let _ = run;
}
