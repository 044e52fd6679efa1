//! Errors of the function as variants of an enum. Lambda reports a failed function with HTTP 200, and `errorType` says what failed.
//!
//! ```text
//! no samovar left
//! declined: no money
//! something else, KeyError: 'sku' (the function ran)
//! stack trace: app.py, line 7
//! ```

use std::process::ExitCode;

use lambda_client::local::FunctionResponse;
use lambda_client::server::Invocation;
use lambda_client::{Error, FunctionError, LocalLambda, lambda_fn};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error("the card was declined: {0}")]
    #[function_error(type = "com.acme.CardDeclined")]
    CardDeclined(String),
    /// What the function did not declare, and failures of the call itself.
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "orders")]
trait Orders {
    async fn place(&self, sku: &str) -> Result<u32, OrderError>;
}

/// A function in any language: its errors are documents. This one stands in for one in Python.
async fn place(event: Invocation) -> FunctionResponse {
    FunctionResponse::failure(match &event.payload[..] {
        br#""samovar""# => r#"{"errorType":"OutOfStock","errorMessage":"{\"sku\":\"samovar\"}"}"#,
        br#""cup""# => r#"{"errorType":"com.acme.CardDeclined","errorMessage":"no money"}"#,
        _ => r#"{"errorType":"KeyError","errorMessage":"'sku'","stackTrace":["app.py, line 7"]}"#,
    })
}

async fn run() -> Result<(), OrderError> {
    let local = LocalLambda::builder().handler("orders", place).build();
    let orders = OrdersClient::new(&local.lambda());

    for sku in ["samovar", "cup", "plate"] {
        match orders.place(sku).await {
            Ok(id) => println!("order {id}"),
            Err(OrderError::OutOfStock { sku }) => println!("no {sku} left"),
            Err(OrderError::CardDeclined(why)) => println!("declined: {why}"),
            Err(OrderError::Other(error)) => {
                let failure = error.failure().ok_or_else(|| error.clone())?;
                let error_type = failure.error_type().unwrap_or("unknown");
                let message = failure.message().unwrap_or_default();
                let did_run = error.did_run();
                println!("something else, {error_type}: {message} (the function {did_run})");
                println!("stack trace: {}", failure.trace().join("\n"));
            }
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
