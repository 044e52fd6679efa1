//! The trait is generic.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow<T> {
    async fn fulfil(&self, order: T) -> Result<u32, Error>;
}

fn main() {}
