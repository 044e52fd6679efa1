//! The output does not implement `Deserialize`.

use lambda_client::{state_machine, Error};

pub struct Receipt;

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<Receipt, Error>;
}

fn main() {}
