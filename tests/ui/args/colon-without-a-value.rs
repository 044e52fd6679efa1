//! `name:` without a value.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name:)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
