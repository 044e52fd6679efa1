//! The key of the ARN is misspelled.

use lambda_client::{state_machine, Error};

#[state_machine(arm = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {
    let _ = OrderFlowClient::new;
}
