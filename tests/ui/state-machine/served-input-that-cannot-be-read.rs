//! Input of a served machine that cannot be deserialized.

use lambda_client::{Error, state_machine, step_functions::LocalMachines};

#[derive(serde::Serialize)]
pub struct Order;

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: Order) -> Result<u32, Error>;
}

struct Shop;

impl OrderFlow for Shop {
    async fn fulfil(&self, _: Order) -> Result<u32, Error> {
        Ok(1)
    }
}

fn main() {
    let _ = LocalMachines::builder().serve(OrderFlowServer::new(Shop));
}
