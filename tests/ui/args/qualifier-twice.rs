//! Qualifier both in the name and as an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders:live", qualifier = "live")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
