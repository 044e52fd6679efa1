//! Trait without methods.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {}

fn main() {}
