//! The name of a machine is not its ARN.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
