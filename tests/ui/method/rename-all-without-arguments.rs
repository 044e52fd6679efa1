//! `rename_all` on a method without arguments.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", route = "action")]
pub trait Orders {
    #[lambda_fn(rename_all = "camelCase")]
    async fn list_all(&self) -> Result<(), Error>;
}

fn main() {}
