//! Duplicate arguments, in one attribute and in two.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", qualifier = "live", name = "shop-{method}")]
pub trait Orders {
    #[lambda_fn(idempotent, timeout = "5s", idempotent = false)]
    #[lambda_fn(timeout = "6s", retry(max_attempts = 5, max_attempts = 6))]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
