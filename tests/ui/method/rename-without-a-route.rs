//! `rename` on a method without a `route`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(rename = "put")]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
