//! Invalid function names of every kind.

use lambda_client::{Error, lambda_fn};

#[lambda_fn]
pub trait Orders {
    #[lambda_fn(name = "")]
    async fn empty(&self) -> Result<(), Error>;

    #[lambda_fn(name = "my function")]
    async fn space(&self) -> Result<(), Error>;

    #[lambda_fn(name = "a123456789b123456789c123456789d123456789e123456789f123456789g1234")]
    async fn too_long(&self) -> Result<(), Error>;

    #[lambda_fn(name = "arn:aws:lambda:us-east-1:1234:function:orders")]
    async fn short_account(&self) -> Result<(), Error>;

    #[lambda_fn(name = "arn:aws:s3:::bucket")]
    async fn other_service(&self) -> Result<(), Error>;

    #[lambda_fn(name = "orders-{method")]
    async fn open_brace(&self) -> Result<(), Error>;

    #[lambda_fn(name = "orders-{method:kebab}")]
    async fn unknown_case(&self) -> Result<(), Error>;

    #[lambda_fn(name = "orders/{env:STAGE}")]
    async fn slash(&self) -> Result<(), Error>;

    async fn nameless(&self) -> Result<(), Error>;
}

#[lambda_fn(name = "orders {method}")]
pub trait Spaced {
    async fn place(&self) -> Result<(), Error>;
    async fn cancel(&self) -> Result<(), Error>;
}

fn main() {}
