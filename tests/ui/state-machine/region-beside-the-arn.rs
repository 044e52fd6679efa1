//! The Region and the account of a machine are parts of its ARN.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:{region}:123456789012:stateMachine:orders", region = "eu-west-1")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
