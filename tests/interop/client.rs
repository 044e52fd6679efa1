//! The client under test: the traits that the test functions serve, over the AWS SDK's transport.

use lambda_client::{
    Error, FunctionError, Lambda, LambdaBuilder, SdkTransport, lambda_fn,
    sdk::{aws_config, aws_sdk_lambda},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::callers::{Keys, REGION};

/// Builds a client for this endpoint that signs with these keys. Reads nothing from the environment.
pub(crate) fn lambda(endpoint: &str, keys: &Keys) -> LambdaBuilder {
    lambda_in(REGION, endpoint, keys)
}

/// Builds the same client for another Region.
pub(crate) fn lambda_in(region: &'static str, endpoint: &str, keys: &Keys) -> LambdaBuilder {
    Lambda::builder(SdkTransport::new(&config_in(region, endpoint, keys)))
}

/// Builds the SDK's configuration for this endpoint and these keys.
pub(crate) fn config(endpoint: &str, keys: &Keys) -> aws_config::SdkConfig {
    config_in(REGION, endpoint, keys)
}

fn config_in(region: &'static str, endpoint: &str, keys: &Keys) -> aws_config::SdkConfig {
    let credentials =
        aws_sdk_lambda::config::Credentials::new(&keys.id, &keys.secret, None, None, "interop");
    let provider = aws_sdk_lambda::config::SharedCredentialsProvider::new(credentials);
    aws_config::SdkConfig::builder()
        .behavior_version(aws_config::BehaviorVersion::latest())
        .region(aws_config::Region::new(region))
        .credentials_provider(provider)
        .endpoint_url(endpoint)
        .build()
}

/// An event without an action is returned as it is.
#[lambda_fn(name = "{function}")]
pub(crate) trait Mirror {
    async fn value(&self, value: &Value) -> Result<Value, Error>;
}

/// The same, for JSON numbers that exceed Rust's number types.
#[lambda_fn(name = "{function}")]
pub(crate) trait RawMirror {
    async fn text(&self, text: &RawValue) -> Result<Box<RawValue>, Error>;
}

/// The actions of every test function.
#[lambda_fn(name = "{function}", route = "action")]
pub(crate) trait Workshop {
    async fn echo(&self, value: &Value) -> Result<Value, Error>;

    async fn fail(
        &self,
        #[lambda_fn(rename = "type")] error_type: &str,
        message: &str,
        cause: &str,
    ) -> Result<(), ShopError>;

    async fn sleep(&self, milliseconds: u64) -> Result<u64, Error>;

    #[lambda_fn(tail_log)]
    async fn log(&self, lines: &[String]) -> Result<usize, Error>;

    async fn leave(&self, status: u8) -> Result<(), Error>;

    async fn crash(&self) -> Result<(), Error>;

    /// Rust only.
    async fn panic(&self, message: &str) -> Result<(), Error>;

    /// Python only: text of that length.
    async fn fill(&self, characters: usize) -> Result<String, Error>;

    /// Python only: bytes that are not valid JSON.
    async fn raw(&self, hex: &str) -> Result<Value, Error>;

    /// Python only: a response that looks like JSON.
    async fn not_a_number(&self) -> Result<Value, Error>;

    async fn facts(&self) -> Result<Facts, Error>;
}

/// The same actions; each run adds a line to a file.
#[lambda_fn(name = "{function}", route = "action")]
pub(crate) trait Counted {
    async fn echo(&self, value: &Value, count_in: &str) -> Result<Value, Error>;

    async fn fail(
        &self,
        #[lambda_fn(rename = "type")] error_type: &str,
        message: &str,
        count_in: &str,
    ) -> Result<(), ShopError>;

    async fn sleep(&self, milliseconds: u64, count_in: &str) -> Result<u64, Error>;
}

/// The details of an invocation, as its function sees them.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Facts {
    pub(crate) request_id: String,
    pub(crate) function: String,
    pub(crate) version: String,
    pub(crate) arn: String,
    pub(crate) memory_mb: u64,
    pub(crate) remaining_ms: u64,
    pub(crate) tenant: Option<String>,
    pub(crate) client_context: Option<Value>,
}

/// The errors that the test functions raise.
#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum ShopError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error("the card was declined: {0}")]
    #[function_error(type = "com.acme.CardDeclined")]
    CardDeclined(String),
    #[error("busy")]
    #[function_error(retry)]
    Busy,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

impl ShopError {
    /// Returns the error of a failure that matches no variant.
    pub(crate) fn other(&self) -> &Error {
        match self {
            Self::Other(error) => error,
            typed => panic!("{typed:?} is one of the declared errors"),
        }
    }
}
