//! The error type does not implement `FunctionError`.

use lambda_client::{state_machine};

#[derive(Debug)]
pub struct Refused;

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Refused>;
}

fn main() {}
