//! Arguments that cannot be serialized, in every role.

use lambda_client::{Error, lambda_fn};

pub struct Order;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn value(&self, order: Order) -> Result<(), Error>;
    async fn reference(&self, order: &Order) -> Result<(), Error>;
    async fn inside(&self, count: u32, orders: Vec<Order>) -> Result<(), Error>;
    async fn optional(&self, order: Option<&Order>) -> Result<(), Error>;
    async fn tenant(&self, #[lambda_fn(tenant)] tenant: u32) -> Result<(), Error>;
    async fn context(&self, #[lambda_fn(client_context)] context: &Order) -> Result<(), Error>;
    async fn field(&self, count: u32, #[serde(flatten)] order: Order) -> Result<(), Error>;
}

fn main() {}
