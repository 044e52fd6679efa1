//! The configuration of a function.

use std::time::Duration;

use crate::directory::{FunctionState, LastUpdateStatus};

/// The configuration of a function or of one version of it, as far as it matters to a caller (model shape
/// `FunctionConfiguration`).
///
/// Listings leave out `state`, `last_update_status` and their reasons, as Lambda's `ListFunctions` does;
/// [`Lambda::function`](crate::Lambda::function) reads them for one function.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::functions::{FunctionConfiguration, FunctionState};
///
/// let mut orders = FunctionConfiguration::new("orders", "arn:aws:lambda:eu-west-1:123456789012:function:orders");
/// orders.state = Some(FunctionState::from("Active"));
/// assert_eq!(orders.version, "$LATEST");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FunctionConfiguration {
    /// The function's name.
    pub name: String,
    /// The function's ARN, with the qualifier of the request.
    pub arn: String,
    /// The version: a number or `$LATEST`.
    pub version: String,
    /// The description.
    pub description: Option<String>,
    /// The runtime, such as `python3.14` or `provided.al2023`; `None` for a container image.
    pub runtime: Option<String>,
    /// `Zip` or `Image`.
    pub package_type: Option<String>,
    /// The instruction sets that the function runs on: `x86_64` or `arm64`.
    pub architectures: Vec<String>,
    /// The name of the code that the runtime calls.
    pub handler: Option<String>,
    /// The memory of each execution environment, in MB.
    pub memory_size_mb: Option<u32>,
    /// How long an invocation may take. A client with a shorter timeout stops waiting for calls that go on.
    pub timeout: Option<Duration>,
    /// When the function was last changed, in ISO 8601 (`YYYY-MM-DDThh:mm:ss.sTZD`).
    pub last_modified: Option<String>,
    /// The SHA-256 hash of the code, as base64.
    pub code_sha256: Option<String>,
    /// An ID that changes with each change of the function.
    pub revision_id: Option<String>,
    /// Whether the function accepts calls.
    pub state: Option<FunctionState>,
    /// A human-readable reason for `state`.
    pub state_reason: Option<String>,
    /// The reason for `state` as a code, such as `Creating` or `EniLimitExceeded`.
    pub state_reason_code: Option<String>,
    /// How the last change went.
    pub last_update_status: Option<LastUpdateStatus>,
    /// A human-readable reason for `last_update_status`.
    pub last_update_status_reason: Option<String>,
    /// The reason for `last_update_status` as a code.
    pub last_update_status_reason_code: Option<String>,
    /// The format of the log: `Text` or `JSON`.
    pub log_format: Option<String>,
    /// Whether each tenant has its own execution environments. If so, every call needs a tenant ID.
    pub tenant_isolation: bool,
    /// How long a durable execution may last; set for durable functions only. Calls to them need a qualifier, and Lambda
    /// rejects synchronous calls if this is more than 15 minutes.
    pub durable_execution_timeout: Option<Duration>,
    /// The ARN of the capacity provider of a function on managed instances. Calls to it need a published version.
    pub capacity_provider: Option<String>,
    /// Whether this version starts from a snapshot (SnapStart).
    pub snap_start: bool,
    /// The ARN of the SQS queue or SNS topic for events that could not be processed.
    pub dead_letter_target: Option<String>,
}

impl FunctionConfiguration {
    /// Creates the configuration of the unpublished version of a function, with nothing but its name and ARN.
    pub fn new(name: impl Into<String>, arn: impl Into<String>) -> Self {
        FunctionConfiguration {
            name: name.into(),
            arn: arn.into(),
            version: "$LATEST".to_owned(),
            ..FunctionConfiguration::default()
        }
    }
}
