//! Settings that a mode cannot honor.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(mode = "event", tail_log)]
    async fn log(&self) -> Result<(), Error>;

    #[lambda_fn(mode = "dry_run")]
    async fn context(&self, #[lambda_fn(client_context)] context: String) -> Result<(), Error>;
}

#[lambda_fn(name = "stock-{method}", mode = "event", tail_log)]
pub trait Stock {
    async fn count(&self) -> Result<(), Error>;
}

fn main() {}
