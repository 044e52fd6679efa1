//! An invalid name keeps both constructors of the client.

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method:kebap-case}")]
pub trait Orders {
    async fn place(&self) -> Result<u32, Error>;
}

async fn run(lambda: &Lambda) -> Result<u32, Error> {
    let built = OrdersClient::builder(lambda).build()?;
    Ok(OrdersClient::new(lambda).place().await? + built.place().await?)
}

fn main() {
    let _ = run;
}
