//! A client requires only `Serialize` of arguments and only `Deserialize` of responses.
#![deny(warnings)]

use std::borrow::Cow;

use lambda_client::{Error, Lambda, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Order<'a> {
    sku: &'a str,
}

#[derive(Deserialize)]
struct Receipt(u32);

#[derive(Serialize)]
struct Extra {
    note: &'static str,
}

fn as_text<S: serde::Serializer>(number: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self, order: Order<'_>) -> Result<Receipt, Error>;
    async fn with<'a>(
        &'a self,
        order: &Order<'a>,
        note: Cow<'a, str>,
        #[serde(serialize_with = "as_text")] count: u32,
        #[serde(flatten)] extra: Extra,
    ) -> Result<Receipt, Error>;
}

async fn run(lambda: &Lambda) -> Result<u32, Error> {
    let orders = OrdersClient::new(lambda);
    let order = Order { sku: "a" };
    let extra = Extra { note: "b" };
    let second = orders.with(&order, "c".into(), 3, extra).await?.0;
    Ok(orders.place(order).await?.0 + second)
}

fn main() {
    let _ = run;
}
