//! Macro call in the trait.

use lambda_client::{Error, lambda_fn};

macro_rules! shared_methods {
    () => {};
}

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    shared_methods!();
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
