//! The input does not implement `Serialize`.

use lambda_client::{state_machine, Error};

pub struct Order;

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: Order) -> Result<u32, Error>;
}

fn main() {}
