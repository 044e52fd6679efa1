//! Two methods of one function that `rename_all` renames alike.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders", route = "action", rename_all = "camelCase")]
#[allow(non_snake_case)]
pub trait Orders {
    async fn place_order(&self) -> Result<(), Error>;
    async fn placeOrder(&self) -> Result<(), Error>;
}

fn main() {}
