//! Keyword as an argument.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", async)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
