//! An argument is marked as the input.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, #[state_machine(input)] order: u32) -> Result<u32, Error>;
}

fn main() {}
