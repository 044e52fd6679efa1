//! The client still implements an unsafe trait.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub unsafe trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

async fn place(orders: impl Orders) -> Result<(), Error> {
    orders.place(String::new()).await
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    OrdersClient::new(lambda).place(String::new()).await?;
    place(OrdersClient::new(lambda)).await
}

fn main() {
    let _ = run;
}
