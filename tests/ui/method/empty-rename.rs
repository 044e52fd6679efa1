//! An empty name of a method on the wire.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", route = "action")]
pub trait Orders {
    #[lambda_fn(rename = "")]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
