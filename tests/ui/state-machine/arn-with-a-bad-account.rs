//! The account ID in the ARN does not have 12 digits.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:1234:stateMachine:{env:MACHINE}")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
