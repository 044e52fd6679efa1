//! `self` in a smart pointer.

use std::sync::Arc;

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(self: Arc<Self>, order: String) -> Result<(), Error>;
}

fn main() {}
