//! An environment variable as a shell writes it, without braces.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "$STAGE-orders")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
