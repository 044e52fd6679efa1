//! Two methods with two versions of the same function.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(name = "orders:1")]
    async fn place(&self, order: String) -> Result<(), Error>;
    #[lambda_fn(name = "orders:2")]
    async fn cancel(&self, id: u32) -> Result<(), Error>;
}

fn main() {}
