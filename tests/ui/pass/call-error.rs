// `?` turns what `send()` fails with into the error type of the method.
#![deny(warnings)]

use lambda_client::{Error, FunctionError, lambda_fn};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// Converts from whatever it holds; the derived conversion does not get in the way.
#[derive(Debug, thiserror::Error, FunctionError)]
enum Holding<T: serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug> {
    #[error("holds {0:?}")]
    Held(T),
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

impl<T: serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug> From<T> for Holding<T> {
    fn from(held: T) -> Self {
        Self::Held(held)
    }
}

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self) -> Result<u32, OrderError>;
    async fn hold(&self) -> Result<u32, Holding<u8>>;
}

async fn placed(orders: &OrdersClient) -> Result<u32, OrderError> {
    let response = orders.place().tail_log().send().await?;
    match response.log() {
        Some(_) => Ok(response.into_value()),
        None => Err(OrderError::Closed),
    }
}

async fn held(orders: &OrdersClient) -> Result<u32, Holding<u8>> {
    match orders.hold().send().await?.into_value() {
        0 => Err(7)?,
        held => Ok(held),
    }
}

fn main() {
    let lambda = lambda_client::LocalLambda::builder().build().lambda();
    let orders = OrdersClient::new(&lambda);
    drop((placed(&orders), held(&orders)));
}
