//! Mistakes in a trait of state machines keep its client and its server.

use lambda_client::{Error, state_machine, step_functions::LocalMachines};

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:{methd}")]
pub trait OrderFlow<T> {
    const LIMIT: u32;
    async fn fulfil(&self, order: u32) -> Result<u32, Error>;
}

struct Shop;

impl OrderFlow<u8> for Shop {
    const LIMIT: u32 = 5;
    async fn fulfil(&self, order: u32) -> Result<u32, Error> {
        Ok(order)
    }
}

fn main() {
    let local = LocalMachines::builder().serve(OrderFlowServer::new(Shop)).build();
    let client = OrderFlowClient::new(&local.machines());
    drop(client.fulfil(1));
}
