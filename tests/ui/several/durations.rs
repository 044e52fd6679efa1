//! Invalid durations of every kind.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", timeout = "5", attempt_timeout = "0s")]
pub trait Orders {
    #[lambda_fn(timeout = "5 minutes", retry(base_delay = "-1s", max_delay = ""))]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
