//! The client of a trait with placeholders is made by `new`.

use lambda_client::{state_machine, Error};

#[state_machine(arn = "arn:aws:states:{region}:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

fn main() {
    let machines: Option<lambda_client::step_functions::Machines> = None;
    machines.map(|machines| OrderFlowClient::new(&machines));
}
