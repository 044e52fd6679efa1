//! An `attempt_timeout` longer than the `timeout`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", timeout = "5s", attempt_timeout = "10s")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
