//! Settings on a method with a body.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(idempotent)]
    async fn place(&self) -> Result<(), Error> {
        Ok(())
    }
}

fn main() {}
