//! The trait has the attributes of functions and of state machines.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
#[lambda_client::lambda_fn(name = "orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {
    let _ = OrderFlowClient::new;
}
