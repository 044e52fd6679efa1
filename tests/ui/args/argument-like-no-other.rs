//! An argument is like none that there is.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", colour = "red")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
