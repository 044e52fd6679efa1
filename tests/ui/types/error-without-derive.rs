//! Error type that does not derive `FunctionError`.

use lambda_client::lambda_fn;

pub struct OrderError;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self) -> Result<(), OrderError>;
}

fn main() {}
