//! Two methods of one function with the same `rename`.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", route = "action")]
pub trait Orders {
    async fn place(&self, order: String) -> Result<(), Error>;
    #[lambda_fn(rename = "place")]
    async fn cancel(&self, id: u32) -> Result<(), Error>;
}

fn main() {}
