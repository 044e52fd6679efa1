//! `rename_all` on a method whose payload is not an object.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(rename_all = "camelCase")]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
