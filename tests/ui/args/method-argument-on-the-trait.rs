//! The trait is given what only a method can have.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", rename = "put")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
