//! Response that borrows.

use std::borrow::Cow;

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place<'a>(&'a self, order: &'a str) -> Result<Cow<'a, str>, Error>;
}

fn main() {}
