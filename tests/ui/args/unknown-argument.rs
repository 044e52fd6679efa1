//! Misspelled argument of the trait.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", qualifer = "live")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
