use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    type Order;
    const LIMIT: u32;
    some_macro!();
    async fn place(&self, order: String) -> Result<(), Error>;
}

struct Shop;

impl Orders for Shop {
    type Order = u32;
    const LIMIT: u32 = 5;
    async fn place(&self, _: String) -> Result<(), Error> {
        Ok(())
    }
}

#[macro_export]
macro_rules! some_macro {
    () => {};
}

fn main() {
    let _ = Shop::LIMIT;
}
