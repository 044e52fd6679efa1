//! A mistake elsewhere in a method does not take its task away.

use lambda_client::step_functions::TaskToken;
use lambda_client::step_functions::definition::Definition;
use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(colour = "red")]
    async fn price(&self, sku: &str) -> Result<u64, Error>;
    fn charge(&self, cents: u64) -> Result<String, Error>;
    #[lambda_fn(timeout = "soon")]
    async fn ask(&self, receipt: String, token: TaskToken) -> Result<(), Error>;
    async fn ship(&mut self, receipt: &str) -> Result<(), Error>;
    async fn sound(&self) -> Result<u32, Error>;
}

fn main() {
    let asked = OrdersClient::ask_task().wait_for_token::<String>();
    let steps = OrdersClient::price_task()
        .then(OrdersClient::charge_task())
        .then(asked)
        .then(OrdersClient::ship_task());
    let _ = Definition::standard(steps);
    let _ = OrdersClient::sound_task();
}
