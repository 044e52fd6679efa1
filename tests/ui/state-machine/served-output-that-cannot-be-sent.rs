//! Output of a served machine that cannot be serialized.

use lambda_client::{Error, state_machine, step_functions::LocalMachines};

#[derive(serde::Deserialize)]
pub struct Parcel;

#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders")]
pub trait OrderFlow {
    async fn fulfil(&self, order: u32) -> Result<Parcel, Error>;
}

struct Shop;

impl OrderFlow for Shop {
    async fn fulfil(&self, _: u32) -> Result<Parcel, Error> {
        Ok(Parcel)
    }
}

fn main() {
    let _ = LocalMachines::builder().serve(OrderFlowServer::new(Shop));
}
