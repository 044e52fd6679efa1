//! A method has the name by which the client attaches to executions of another one.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "{env:FLOWS}:{method}")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
    async fn fulfil_execution(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
