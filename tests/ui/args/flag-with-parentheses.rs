//! Boolean in parentheses.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", tail_log(true))]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
