//! Types with hidden lifetimes: no message mentions a lifetime that the macro made up.

use lambda_client::{Error, lambda_fn, server::Service};

#[derive(serde::Serialize, serde::Deserialize)]
pub struct View<'a>(&'a str);

#[lambda_fn(name = "orders-{method}")]
pub trait Orders {
    async fn find(&self, id: u32) -> Result<View, Error>;

    async fn find_all(&self, like: &View) -> Result<Vec<View>, Error>;

    async fn place(&self, view: View, count: u32) -> Result<(), Error>;
}

fn serve<T: Orders + Send + Sync + 'static>(orders: T) -> impl Service {
    OrdersServer::new(orders)
}

fn main() {}
