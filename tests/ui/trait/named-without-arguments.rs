//! `named` on a trait whose methods have no arguments.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", named)]
pub trait Orders {
    async fn ping(&self) -> Result<(), Error>;
}

fn main() {}
