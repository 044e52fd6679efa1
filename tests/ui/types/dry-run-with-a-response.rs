//! Value returned from a dry run.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(mode = "dry_run")]
    async fn place(&self) -> Result<bool, Error>;
}

fn main() {}
