//! A crate that is reached through another one, without `crate = ..`.

use std::time::Duration;

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

#[derive(Clone, Debug)]
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

struct App {
    orders: OrdersClient,
    server: OrdersServer<Shop>,
}

impl App {
    async fn run(&self, lambda: &Lambda) -> Result<(), OrderError> {
        let call = self.orders.place(String::new()).timeout(Duration::from_secs(1));
        let response = call.send().await?;
        println!("{:?} {:?}", response.request_id(), self.server.clone().into_inner());
        let orders = OrdersClient::builder(lambda).key("stage", "prod").build()?;
        std::thread::spawn(async move || orders.place(String::new()).idempotent(true).send().await);
        Ok(())
    }
}

async fn takes(orders: &impl Orders) -> Result<(), OrderError> {
    orders.place(String::new()).await
}

fn main() {
    drop(run);
    drop(App::run);
}
