//! Missing function names of all methods.

use lambda_client::{Error, lambda_fn};

#[lambda_fn]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    async fn cancel(&self, id: u32) -> Result<(), Error>;
}

fn main() {}
