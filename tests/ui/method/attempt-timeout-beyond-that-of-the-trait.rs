//! An `attempt_timeout` on a method longer than the `timeout` of the trait.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", timeout = "5s")]
pub trait Orders {
    #[lambda_fn(attempt_timeout = "10s")]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
