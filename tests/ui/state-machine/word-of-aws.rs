//! The argument has the name that AWS uses.

use lambda_client::{state_machine, Error};

#[state_machine(state_machine_arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
