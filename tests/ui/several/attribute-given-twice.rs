//! Duplicate attributes, one of them inside `cfg_attr`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
#[lambda_fn(qualifier = "live")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;

    #[cfg_attr(unix, lambda_fn(idempotent))]
    async fn cancel(&self, #[cfg_attr(unix, lambda_fn(tenant))] order: String) -> Result<(), Error>;
}

#[lambda_fn(name = "stock-{method}")]
#[cfg_attr(unix, lambda_fn(qualifier = "live"))]
pub trait Stock {
    async fn count(&self) -> Result<u32, Error>;
}

fn main() {}
