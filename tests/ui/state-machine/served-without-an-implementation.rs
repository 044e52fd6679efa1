//! Server around a type that does not implement the trait.

use lambda_client::{Error, state_machine};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

struct Shop;

fn main() {
    let _ = OrderFlowServer::new(Shop);
}
