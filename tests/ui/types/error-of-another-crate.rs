//! Error type of another crate.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self) -> Result<(), std::io::Error>;
}

fn main() {}
