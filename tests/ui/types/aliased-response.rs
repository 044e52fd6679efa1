//! Alias of a plain value instead of a `Result`.

use lambda_client::lambda_fn;

type Count = u32;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn count(&self) -> Count;
}

fn main() {}
