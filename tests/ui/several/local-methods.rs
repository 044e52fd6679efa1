//! Words that a method cannot have.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(idempotent)]
    async fn place(&self) -> Result<(), Error> {
        Ok(())
    }

    pub async fn cancel(&self) -> Result<(), Error>;

    unsafe extern "C" fn change(&self) -> Result<(), Error>;
}

fn main() {}
