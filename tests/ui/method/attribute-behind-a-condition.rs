//! Attribute of a method inside `cfg_attr`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[cfg_attr(unix, lambda_fn(idempotent))]
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
