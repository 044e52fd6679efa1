//! Attribute on a method of a trait without it.

use lambda_client::{Error, lambda_fn};

pub trait Orders {
    #[lambda_fn(name = "place")]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
