//! `named` without arguments.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(named)]
    async fn ping(&self) -> Result<(), Error>;
}

fn main() {}
