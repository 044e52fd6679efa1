//! `tail_log` with a mode that does not return a log.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", mode = "event", tail_log)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
