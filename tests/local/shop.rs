//! The trait and the functions that these tests call.

use std::time::Duration;

use bytes::Bytes;
use lambda_client::local::Function;
use lambda_client::{
    Error, FunctionError, LocalLambda, lambda_fn,
    server::{ErrorDocument, Invocation},
};

#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "orders-{method}", qualifier = "live")]
pub(crate) trait Orders {
    async fn place(&self, sku: &str, quantity: u32) -> Result<String, OrderError>;

    #[lambda_fn(qualifier = "3")]
    async fn cancel(&self, id: u32) -> Result<(), OrderError>;

    #[lambda_fn(mode = "event")]
    async fn audit(&self, entry: &str) -> Result<(), Error>;
}

pub(crate) struct Shop;

impl Orders for Shop {
    async fn place(&self, sku: &str, quantity: u32) -> Result<String, OrderError> {
        match quantity {
            0 => Err(OrderError::OutOfStock { sku: sku.into() }),
            _ => Ok(format!("{quantity} x {sku}")),
        }
    }

    async fn cancel(&self, _id: u32) -> Result<(), OrderError> {
        Ok(())
    }

    async fn audit(&self, entry: &str) -> Result<(), Error> {
        match entry {
            "bad" => Err(Error::function("BadEntry", "no")),
            _ => Ok(()),
        }
    }
}

pub(crate) fn shop() -> LocalLambda {
    LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .build()
}

/// Returns the event.
pub(crate) fn echo() -> Function {
    Function::new(|invocation: Invocation| async move { invocation.payload })
}

/// Always fails.
pub(crate) fn failing() -> Function {
    Function::new(|_: Invocation| async { Err::<Bytes, _>(ErrorDocument::new("Oops", "no")) })
}

/// Takes as many milliseconds as the event says.
pub(crate) fn sleeping() -> Function {
    Function::new(|invocation: Invocation| async move {
        let milliseconds = serde_json::from_slice(&invocation.payload).unwrap_or_default();
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        "null"
    })
}
