//! Value returned from an event.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(mode = "event")]
    async fn place(&self) -> Result<u32, Error>;
}

fn main() {}
