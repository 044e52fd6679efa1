//! Server of state machines where that of functions is expected.

use lambda_client::{Error, LocalLambda, state_machine};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

struct Shop;

impl OrderFlow for Shop {
    async fn fulfil(&self, order: u32) -> Result<u32, Error> {
        Ok(order)
    }
}

fn main() {
    let _ = LocalLambda::builder().serve(OrderFlowServer::new(Shop));
}
