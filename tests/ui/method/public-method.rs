//! Method with a visibility.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    pub async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
