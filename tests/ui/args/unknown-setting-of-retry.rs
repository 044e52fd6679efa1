//! Misspelled setting of `retry`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(retry(max_atempts = 5))]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
