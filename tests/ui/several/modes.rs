//! Invalid modes of every kind.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", mode = "evnet")]
pub trait Orders {
    #[lambda_fn(mode = "stream")]
    async fn watch(&self) -> Result<(), Error>;

    #[lambda_fn(mode = "RequestResponse")]
    async fn place(&self) -> Result<(), Error>;

    #[lambda_fn(mode = "sync")]
    async fn cancel(&self) -> Result<(), Error>;
}

fn main() {}
