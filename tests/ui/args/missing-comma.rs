//! Missing comma between two arguments.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", idempotent tail_log)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
