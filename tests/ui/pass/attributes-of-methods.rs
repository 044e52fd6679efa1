//! Documentation, conditions, deprecation and lints go where the methods go.
#![deny(warnings, missing_docs)]

use lambda_client::{Error, Lambda, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
#[cfg(not(any()))]
#[deprecated = "use another one"]
#[doc = "Orders."]
pub trait Orders {
    #![allow(clippy::too_many_arguments)]
    /// Exists nowhere, and neither do its types.
    #[cfg(any())]
    async fn nowhere(&self, order: Missing, #[serde(default)] more: Missing) -> Result<Missing, Missing>;

    /// Exists twice under one name.
    #[cfg(any())]
    async fn place(&self, order: Missing) -> Result<Missing, Missing>;

    /// Exists twice under one name.
    #[cfg(not(any()))]
    async fn place(&self, order: u32) -> Result<u32, Error>;

    /// Is old.
    #[deprecated(since = "1.0.0", note = "use `place`")]
    async fn put(&self) -> Result<u32, Error>;

    #[cfg_attr(all(), doc = "Documented under a condition.", cfg(all()))]
    #[cfg_attr(any(), deprecated)]
    #[allow(non_snake_case)]
    async fn camelCase(&self, Order: u32) -> Result<u32, Error>;

    /// Has unused parts.
    #[expect(unused_variables)]
    async fn local(&self, unused: u32) {}
}

/// Calls.
#[allow(deprecated)]
pub async fn run(lambda: &Lambda) -> Result<u32, Error> {
    let orders = OrdersClient::new(lambda);
    orders.local(1).await;
    Ok(orders.place(1).await? + orders.put().await? + orders.camelCase(2).await?)
}

fn main() {
    let _ = run;
}
