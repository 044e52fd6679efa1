//! `tail_log` on a method whose mode does not return a log.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(mode = "event", tail_log)]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
