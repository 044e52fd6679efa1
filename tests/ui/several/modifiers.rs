//! Modifiers that a trait or a method cannot have.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    #[lambda_fn(idempotent)]
    async fn place(&self) -> Result<(), Error> {
        Ok(())
    }

    pub async fn cancel(&self) -> Result<(), Error>;

    unsafe extern "C" fn change(&self) -> Result<(), Error>;

    safe fn check(&self) -> Result<(), Error>;

    const async fn find(&self) -> Result<(), Error>;

    default async fn list(&self) -> Result<(), Error>;

    async fn count(&self, _: ...) -> Result<(), Error>;
}

#[lambda_fn(name = "orders-{method}")]
auto trait Automatic {}

fn main() {}
