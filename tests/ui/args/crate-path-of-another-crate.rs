//! A crate other than `lambda-client`; write the path of `lambda-client`, such as `crate = ::platform::lambda_client`.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}", crate = ::serde)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn cancel(&self, id: u32, #[serde(default)] force: bool) -> Result<(), Error>;
}

async fn run(lambda: &Lambda) -> Result<(), Error> {
    let orders = OrdersClient::new(lambda);
    orders.place(String::new()).send().await?;
    orders.cancel(1, true).await
}

fn main() {
    drop(run);
}
