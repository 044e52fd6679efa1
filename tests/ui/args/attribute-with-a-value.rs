//! Value instead of arguments.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn = "place"]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
