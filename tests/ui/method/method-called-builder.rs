//! Method named `builder`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn builder(&self, order: String) -> Result<(), Error>;
}

fn main() {}
