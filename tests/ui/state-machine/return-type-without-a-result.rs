//! The method does not return a `Result`.

use lambda_client::{state_machine};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> u32;
}

fn main() {}
