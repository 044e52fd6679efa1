//! The call as a careful developer writes it on aws-sdk-lambda: with everything checked that the stub checks.

use lambda_client::sdk::aws_sdk_lambda::Client;
use lambda_client::sdk::aws_sdk_lambda::error::SdkError;
use lambda_client::sdk::aws_sdk_lambda::operation::RequestId;
use lambda_client::sdk::aws_sdk_lambda::operation::invoke::InvokeError;
use lambda_client::sdk::aws_sdk_lambda::primitives::Blob;
use serde::Deserialize;

use crate::documents::Document;

#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("rejected: {0}")]
    Rejected(String),
    #[error("the shelf for {id} is full")]
    Full { id: u64 },
    #[error("the function failed with {kind}: {message}")]
    Function { kind: String, message: String },
    #[error("Lambda responded with status {0}")]
    Status(i32),
    #[error("the call failed")]
    Sdk(#[from] Box<SdkError<InvokeError>>),
    #[error("no JSON, or none that fits")]
    Json(#[from] serde_json::Error),
}

/// The error document of a failed function.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ErrorDocument {
    #[serde(default)]
    error_type: String,
    #[serde(default)]
    error_message: String,
}

#[derive(Deserialize)]
struct Shelf {
    id: u64,
}

/// The response, with the details that belong into a log line.
pub(crate) struct Stored {
    pub(crate) document: Document,
    pub(crate) request_id: String,
    pub(crate) version: String,
}

pub(crate) async fn store(client: &Client, document: &Document) -> Result<Stored, StoreError> {
    let payload = serde_json::to_vec(document)?;
    let output = client
        .invoke()
        .function_name("documents-store")
        .qualifier("live")
        .payload(Blob::new(payload))
        .send()
        .await
        .map_err(Box::new)?;
    let response = output.payload().map(Blob::as_ref).unwrap_or_default();
    if output.function_error().is_some() {
        return Err(failure(serde_json::from_slice(response)?));
    }
    if output.status_code() != 200 {
        return Err(StoreError::Status(output.status_code()));
    }
    Ok(Stored {
        document: serde_json::from_slice(response)?,
        request_id: output.request_id().unwrap_or_default().to_owned(),
        version: output.executed_version().unwrap_or_default().to_owned(),
    })
}

fn failure(document: ErrorDocument) -> StoreError {
    match document.error_type.as_str() {
        "Rejected" => StoreError::Rejected(document.error_message),
        "Full" => match serde_json::from_str::<Shelf>(&document.error_message) {
            Ok(Shelf { id }) => StoreError::Full { id },
            Err(error) => StoreError::Json(error),
        },
        _ => StoreError::Function {
            kind: document.error_type,
            message: document.error_message,
        },
    }
}
