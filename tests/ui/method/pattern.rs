//! Pattern as an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, (id, name): (u32, String)) -> Result<(), Error>;
}

fn main() {}
