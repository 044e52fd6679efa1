//! `Self` in a response, without a bound on the trait.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn list(&self) -> Result<Vec<Self>, Error>;
}

fn main() {}
