//! Server of functions where that of state machines is expected.

use lambda_client::{Error, lambda_fn, step_functions::LocalMachines};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: u32) -> Result<u32, Error>;
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, order: u32) -> Result<u32, Error> {
        Ok(order)
    }
}

fn main() {
    let _ = LocalMachines::builder().serve(OrdersServer::new(Shop));
}
