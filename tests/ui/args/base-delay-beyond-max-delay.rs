//! A `base_delay` longer than the `max_delay`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", retry(base_delay = "10s", max_delay = "5s"))]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
