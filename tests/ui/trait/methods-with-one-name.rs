//! Method with a body that has the name of a remote method.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    fn place(&self) {}
}

fn main() {}
