//! Empty duration.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", attempt_timeout = "")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
