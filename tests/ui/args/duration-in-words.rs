//! Duration with its unit spelled out.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", timeout = "5 minutes")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
