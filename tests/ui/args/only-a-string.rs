//! A string instead of `name = ".."`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn("orders")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
