//! Invalid qualifiers of every kind.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", qualifier = "live!")]
pub trait Orders {
    #[lambda_fn(name = "place:live", qualifier = "live")]
    async fn place(&self) -> Result<(), Error>;

    #[lambda_fn(qualifier = "")]
    async fn cancel(&self) -> Result<(), Error>;
}

fn main() {}
