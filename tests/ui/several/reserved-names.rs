//! Methods whose names the client reserves.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn new(&self) -> Result<(), Error>;
    async fn builder(&self) -> Result<(), Error>;
    async fn r#clone(&self) -> Result<(), Error>;
    async fn place(&self) -> Result<(), Error>;
    async fn place(&self, order: u32) -> Result<(), Error>;
}

fn main() {}
