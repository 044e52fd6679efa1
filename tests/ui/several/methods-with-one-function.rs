//! Methods that share a function, within a trait and across its names.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders")]
pub trait Orders {
    async fn place(&self) -> Result<(), Error>;
    async fn cancel(&self) -> Result<(), Error>;
    async fn change(&self) -> Result<(), Error>;
}

#[lambda_fn(name = "stock-{method}", qualifier = "live")]
pub trait Stock {
    #[lambda_fn(name = "stock")]
    async fn take(&self) -> Result<(), Error>;
    #[lambda_fn(name = "stock:2")]
    async fn give(&self) -> Result<(), Error>;
    #[lambda_fn(name = "stock-count")]
    async fn total(&self) -> Result<(), Error>;
    async fn count(&self) -> Result<(), Error>;
}

#[lambda_fn(name = "apart-{method}")]
pub trait Apart {
    #[cfg(unix)]
    #[lambda_fn(name = "apart")]
    async fn one(&self) -> Result<(), Error>;
    #[cfg(not(unix))]
    #[lambda_fn(name = "apart")]
    async fn other(&self) -> Result<(), Error>;
}

fn main() {}
