//! Return types that are not a `Result`.

use lambda_client::{Error, lambda_fn};

type Hidden = Option<u32>;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn bare(&self) -> u32;
    async fn hidden(&self) -> Hidden;
    async fn unsuitable(&self) -> Result<u32, std::io::Error>;
    #[lambda_fn(mode = "event")]
    async fn event(&self) -> Result<u32, Error>;
    #[lambda_fn(mode = "dry_run")]
    async fn dry_run(&self) -> Result<bool, Error>;
}

fn main() {}
