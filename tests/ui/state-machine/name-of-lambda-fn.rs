//! A function has a name, a machine an ARN.

use lambda_client::{state_machine, Error};

#[state_machine(name = "orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
