//! ARN with a malformed account ID.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "arn:aws:lambda:us-east-1:1234:function:orders")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
