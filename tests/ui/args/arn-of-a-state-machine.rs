//! The ARN of a state machine.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(state_machine_arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
