//! Associated constant.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    const LIMIT: u32;
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
