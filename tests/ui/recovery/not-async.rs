//! A method that is not `async` can still be implemented and called.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    fn place(&self, order: String) -> Result<(), Error>;
}

struct Shop;

impl Orders for Shop {
    fn place(&self, _: String) -> Result<(), Error> {
        Ok(())
    }
}

fn main() {
    let _ = Shop.place(String::new());
}
