//! The ARN is missing.

use lambda_client::{state_machine, Error};

#[state_machine]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {
    let _ = OrderFlowClient::new;
}
