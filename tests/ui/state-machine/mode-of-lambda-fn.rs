//! A machine has a kind, not a mode.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders", mode = "event")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
