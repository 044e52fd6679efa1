//! ARN of another service.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "arn:aws:s3:::bucket")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
