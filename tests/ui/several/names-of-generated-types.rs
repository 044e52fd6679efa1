//! Names that are already used.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "a", client = A)]
pub trait A {
    async fn a(&self) -> Result<(), Error>;
}

#[lambda_fn(name = "b", client = Both, server = Both)]
pub trait B {
    async fn b(&self) -> Result<(), Error>;
}

fn main() {}
