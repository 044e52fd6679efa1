//! `&'static self`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&'static self, order: String) -> Result<(), Error>;
}

fn main() {}
