//! Duration with an unknown unit.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", timeout = "5d")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
