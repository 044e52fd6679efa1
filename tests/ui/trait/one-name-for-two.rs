//! Two methods with the same function.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    #[lambda_fn(name = "orders-place")]
    async fn cancel(&self, id: u32) -> Result<(), Error>;
}

fn main() {}
