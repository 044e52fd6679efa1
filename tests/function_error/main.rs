//! `derive(FunctionError)`: what a function writes, its callers read.

mod call_error;
mod decoded;
mod downstream;
mod hygiene;
mod round_trip;

use bytes::Bytes;
use lambda_client::{
    Error, FunctionError, Lambda, server::ErrorDocument, test_util::ScriptedTransport,
    transport::InvokeResponse,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("the shop is closed")]
    Closed,
    #[error("nothing in the cart")]
    Empty {},
    #[error("the card was declined: {0}")]
    #[function_error(type = "com.acme.CardDeclined", type = "CardDeclinedException")]
    CardDeclined(String),
    #[error("limit: {message}")]
    Limit { message: String },
    #[error("{sku} is out of stock")]
    OutOfStock {
        sku: String,
        left: Option<u32>,
        near: Vec<Place>,
    },
    #[error("{0} is not in {1:?}")]
    Range(u128, (f64, f64)),
    #[error("code {code}")]
    Rejected { code: u8, message: Vec<String> },
    #[error("row {}", r#type)]
    r#Row { r#type: u8 },
    #[error("busy")]
    #[function_error(retry, type = "Busy", type = "com.acme.Busy")]
    IsBusy,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    name: String,
}

/// A function that always responds with this error document.
fn failing(raw: impl Into<Bytes>) -> Lambda {
    let response = InvokeResponse::new(200, raw.into()).with_function_error("Unhandled");
    Lambda::new(ScriptedTransport::always(response))
}

/// What a caller gets from a function that responds with these bytes.
async fn called(raw: impl Into<Bytes>) -> Error {
    let lambda = failing(raw);
    let response: Result<serde_json::Value, Error> = lambda.call("orders").json(&()).await;
    response.expect_err("the function fails")
}

async fn received(document: &ErrorDocument) -> OrderError {
    OrderError::from_error(called(document.to_bytes()).await)
}

/// Out of a function and into its caller.
async fn sent(error: OrderError) -> OrderError {
    received(&error.to_document()).await
}
