//! Function name with an invalid character.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "my function")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
