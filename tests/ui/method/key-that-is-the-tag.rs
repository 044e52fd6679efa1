//! Argument with the key of the `route`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", route = "action")]
pub trait Orders {
    async fn place(&self, action: String) -> Result<(), Error>;
}

fn main() {}
