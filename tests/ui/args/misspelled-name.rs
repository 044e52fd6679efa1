//! Misspelled `name`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(nam = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
