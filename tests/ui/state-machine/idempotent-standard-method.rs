//! A method of a Standard machine is declared idempotent.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "{env:FLOWS}:{method}", kind = "express")]
pub trait OrderFlow {
    async fn quote(&self, order: u32) -> Result<u32, Error>;
    #[state_machine(kind = "standard", idempotent)]
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {}
