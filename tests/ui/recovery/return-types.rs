//! Methods without a usable return type can still be called.

use std::borrow::Cow;

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn nothing(&self);
    async fn own(&self) -> Result<Self, Error>
    where
        Self: Sized;
    async fn borrowed(&self) -> Result<&str, Error>;
    async fn shared<'a>(&'a self, text: &'a str) -> Result<Cow<'a, str>, Error>;
    async fn opaque(&self) -> Result<impl Send, Error>;
}

async fn run(lambda: &Lambda) {
    OrdersClient::new(lambda).nothing().await;
}

fn main() {
    let _ = run;
}
