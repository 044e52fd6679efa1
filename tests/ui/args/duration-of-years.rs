//! Duration that is too long.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", timeout = "9000h")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
