//! Where requests are sent is not declared by a trait.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders", endpoint_url = "http://localhost:8083")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
