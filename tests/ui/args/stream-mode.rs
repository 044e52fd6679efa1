//! Mode that is not supported yet.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", mode = "stream")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
