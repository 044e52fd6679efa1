//! `rename_all` on a trait without objects.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", rename_all = "camelCase")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
