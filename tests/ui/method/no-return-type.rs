//! Method without a return type.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String);
}

fn main() {}
