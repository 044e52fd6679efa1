//! A lint about a method points at the method as the user wrote it.
#![deny(missing_docs)]

use std::sync::Arc;

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn remote(&self, order: String) -> Result<(), Error>;

    async fn local<'a>(&'a self, order: &'a str) -> &'a str {
        order
    }

    async fn shared(self: Arc<Self>) {}

    fn plain(&self) -> u32 {
        5
    }
}

fn main() {}
