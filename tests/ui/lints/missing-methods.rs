//! The compiler names the methods that an implementation lacks.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;

    /// Quotes.
    async fn quote(&self) -> Result<u64, Error>;
}

struct Shop;

impl Orders for Shop {
    async fn place(&self, _: String) -> Result<(), Error> {
        Ok(())
    }
}

fn main() {
    let _ = Shop;
}
