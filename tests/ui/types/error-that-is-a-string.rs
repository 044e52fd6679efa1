//! An error that is not a type of the user.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self) -> Result<(), String>;
}

fn main() {}
