//! Method that is not `async`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
