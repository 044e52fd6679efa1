//! Two methods start the same machine.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
    async fn refund(&self, order: u32) -> Result<u32, Error>;
}

fn main() {
    let _ = OrderFlowClient::new;
}
