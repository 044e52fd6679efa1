//! An argument is marked as the tenant.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32, #[state_machine(tenant)] tenant: &str) -> Result<u32, Error>;
}

fn main() {}
