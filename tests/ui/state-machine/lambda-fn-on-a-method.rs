//! A method has the attribute of functions.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    #[lambda_client::lambda_fn(idempotent)]
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
