//! Implementation of a trait where its server is expected.

use lambda_client::{Error, state_machine, step_functions::LocalMachines};

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
    let _ = LocalMachines::builder().serve(Shop);
}
