//! Unknown arguments, with the ones that were probably meant.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", qualifer = "live")]
pub trait Orders {
    #[lambda_fn(idempotant, retry(max_atempts = 5, jitter = "full"))]
    async fn place(&self, #[lambda_fn(tennant)] order: String) -> Result<(), Error>;

    #[lambda_fn(some::path, completely_different = 5)]
    async fn cancel(&self, #[lambda_fn] id: u32) -> Result<(), Error>;
}

fn main() {}
