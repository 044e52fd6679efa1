//! Routes, names and keys that clash.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", route = "action", rename_all = "camelCase")]
pub trait Orders {
    async fn place_order(&self) -> Result<(), Error>;

    #[lambda_fn(rename = "placeOrder")]
    async fn place(&self) -> Result<(), Error>;

    #[lambda_fn(route = "method")]
    async fn cancel(&self) -> Result<(), Error>;

    async fn change(&self, action: String, order_id: u32, #[lambda_fn(rename = "orderId")] id: u32) -> Result<(), Error>;

    async fn renamed(&self, #[serde(rename = "action")] what: String) -> Result<(), Error>;
}

#[lambda_fn(name = "stock", route = "action")]
pub trait Stock {
    #[lambda_fn(route = "method")]
    async fn count(&self) -> Result<u32, Error>;

    async fn find(&self) -> Result<u32, Error>;
}

fn main() {}
