//! Path instead of a name of the server.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", server = some::Server)]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
}

fn main() {}
