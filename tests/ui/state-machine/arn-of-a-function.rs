//! The ARN is that of a Lambda function.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:lambda:us-east-1:123456789012:function:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {
    let _ = OrderFlowClient::new;
}
