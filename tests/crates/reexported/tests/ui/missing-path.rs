//! A crate that is reached through another one, without `crate = ..`.

use platform::lambda_client::{Error, FunctionError, Lambda, lambda_fn};

#[derive(Debug, FunctionError)]
pub enum OrderError {
    Rejected { reason: String },
    #[function_error(other)]
    Other(Error),
}

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), OrderError>;
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, _: String) -> Result<(), OrderError> {
        Err(OrderError::Rejected { reason: String::new() })
    }
}

async fn run(lambda: &Lambda) -> Result<(), OrderError> {
    let orders = OrdersClient::new(lambda);
    orders.place(String::new()).await?;
    let _server = OrdersServer::new(Shop);
    takes(&orders).await
}

async fn takes(orders: &impl Orders) -> Result<(), OrderError> {
    orders.place(String::new()).await
}

fn main() {
    drop(run);
}
