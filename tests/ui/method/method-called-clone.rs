//! Method named `clone`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn clone(&self, order: String) -> Result<(), Error>;
}

fn main() {}
