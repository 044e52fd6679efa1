//! Unknown argument, unlike any that exists.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", color = "red")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
