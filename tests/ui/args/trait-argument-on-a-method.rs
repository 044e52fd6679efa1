//! Argument for the trait on a method.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(client = Calls)]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
