//! The program of the README, as a careful developer writes it by hand.

use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_sdk_lambda::Client;
use aws_sdk_lambda::config::timeout::TimeoutConfig;
use aws_sdk_lambda::error::{DisplayErrorContext, SdkError};
use aws_sdk_lambda::operation::RequestId;
use aws_sdk_lambda::operation::invoke::InvokeError;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::LogType;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Order {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub id: String,
    pub total_cents: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error("the card was declined: {0}")]
    CardDeclined(String),
    #[error("the function failed with {kind}: {message}")]
    Function { kind: String, message: String },
    #[error("unexpected status {0}")]
    Status(i32),
    #[error("the call failed: {}", DisplayErrorContext(.0))]
    Sdk(Box<SdkError<InvokeError>>),
    #[error("unexpected JSON")]
    Json(#[from] serde_json::Error),
}

/// What a runtime says about a function that failed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ErrorDocument {
    #[serde(default)]
    error_type: String,
    #[serde(default)]
    error_message: String,
}

#[derive(Deserialize)]
struct Sku {
    sku: String,
}

#[derive(Default)]
struct Options {
    timeout: Option<Duration>,
    tail_log: bool,
}

/// The receipt, with what belongs into a log line next to it.
struct Placed {
    receipt: Receipt,
    request_id: String,
    version: String,
}

async fn place(client: &Client, order: &Order, options: Options) -> Result<Placed, OrderError> {
    let mut config = aws_sdk_lambda::config::Builder::new();
    if let Some(timeout) = options.timeout {
        config = config.timeout_config(TimeoutConfig::builder().operation_timeout(timeout).build());
    }
    let output = client
        .invoke()
        .function_name("orders-place")
        .qualifier("live")
        .set_log_type(options.tail_log.then_some(LogType::Tail))
        .payload(Blob::new(serde_json::to_vec(order)?))
        .customize()
        .config_override(config)
        .send()
        .await
        .map_err(|error| OrderError::Sdk(Box::new(error)))?;
    let response = output.payload().map(Blob::as_ref).unwrap_or_default();
    if output.function_error().is_some() {
        return Err(failure(serde_json::from_slice(response)?));
    }
    if output.status_code() != 200 {
        return Err(OrderError::Status(output.status_code()));
    }
    Ok(Placed {
        receipt: serde_json::from_slice(response)?,
        request_id: output.request_id().unwrap_or_default().to_owned(),
        version: output.executed_version().unwrap_or_default().to_owned(),
    })
}

fn failure(document: ErrorDocument) -> OrderError {
    match document.error_type.as_str() {
        "OutOfStock" => match serde_json::from_str::<Sku>(&document.error_message) {
            Ok(Sku { sku }) => OrderError::OutOfStock { sku },
            Err(error) => OrderError::Json(error),
        },
        "com.acme.CardDeclined" => OrderError::CardDeclined(document.error_message),
        _ => OrderError::Function {
            kind: document.error_type,
            message: document.error_message,
        },
    }
}

fn order() -> Order {
    Order {
        sku: "cup".into(),
        quantity: 2,
    }
}

#[tokio::main]
async fn main() -> Result<(), OrderError> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let client = Client::new(&config);

    let placed = place(&client, &order(), Options::default()).await?;
    println!("{:?}", placed.receipt);

    let options = Options {
        timeout: Some(Duration::from_secs(5)),
        tail_log: true,
    };
    match place(&client, &order(), options).await {
        Ok(placed) => println!("{} ran {}", placed.request_id, placed.version),
        Err(OrderError::Sdk(error)) => match error.as_ref() {
            SdkError::ConstructionFailure(_) => println!("nothing happened"),
            SdkError::TimeoutError(_) | SdkError::DispatchFailure(_) => println!("it may have run"),
            _ => println!("look for {:?}", error.request_id()),
        },
        Err(error) => println!("{error}"),
    }
    Ok(())
}
