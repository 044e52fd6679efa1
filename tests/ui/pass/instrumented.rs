//! `#[tracing::instrument]` on methods that stay local, with every option that adds code around the body.
#![deny(warnings)]

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn place(&self, order: String) -> Result<u32, Error>;

    #[tracing::instrument(skip_all, err, ret)]
    async fn place_default(&self, order: String) -> Result<u32, Error> {
        self.place(order).await
    }

    #[tracing::instrument(skip(self), fields(twice = number * 2), err(Debug), ret(Display))]
    async fn checked(&self, mut number: u32, (text, _): (String, u32)) -> Result<u32, std::num::ParseIntError> {
        number += text.parse::<u32>()?;
        Ok(number)
    }

    #[tracing::instrument(skip(self), ret)]
    async fn counted(&self, number: u32) -> u32 {
        number
    }

    #[tracing::instrument(skip(self), err)]
    fn synchronous(&self) -> Result<u32, Error> {
        Ok(1)
    }
}

fn main() {}
