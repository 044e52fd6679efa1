//! Arguments of the attribute in the wrong place.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", rename = "x", tenant)]
pub trait Orders {
    #[lambda_fn(crate = ::elsewhere, client = Calls, client_context)]
    async fn place(&self, #[lambda_fn(idempotent, route = "x")] order: String) -> Result<(), Error>;
}

fn main() {}
