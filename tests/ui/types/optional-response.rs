//! `Option` instead of a `Result`.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn count(&self) -> Option<u32>;
}

fn main() {}
