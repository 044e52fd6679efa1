//! The name of the function has a character that none can have.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "my function")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
