//! Macro call instead of a literal.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = concat!("orders", "-{method}"))]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
