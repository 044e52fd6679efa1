//! A lifetime that is not declared.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn quote(&self, sku: &'a str, depot: Option<&'a str>) -> Result<u32, Error>;
}

async fn run(lambda: &Lambda) -> Result<u32, Error> {
    OrdersClient::new(lambda).quote("cup", None).await
}

fn main() {
    drop(run);
}
