//! Attribute of an argument inside `cfg_attr`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, #[cfg_attr(unix, lambda_fn(tenant))] order: String) -> Result<(), Error>;
}

fn main() {}
