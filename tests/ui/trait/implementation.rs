//! Attribute on an implementation.

use lambda_client::{Error, lambda_fn};

pub struct Shop;

#[lambda_fn(name = "orders-{method}")]
impl Shop {
    pub async fn place(&self, _: String) -> Result<(), Error> {
        Ok(())
    }
}

fn main() {
    let _ = Shop.place(String::new());
}
