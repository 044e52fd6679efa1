//! What is deployed under a function's name.

use std::time::Duration;

use crate::directory::{FunctionState, UpdateStatus};

/// The configuration of a function or of one version of it, as far as it matters to a caller (model shape
/// `FunctionConfiguration`).
///
/// Listings leave out `state`, `last_update` and their reasons, as Lambda's `ListFunctions` does; ask for the one function
/// to get them. Made by a transport; more fields may be added.
///
/// ```
/// use lambda_client_core::functions::{FunctionConfiguration, FunctionState};
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
    /// Its ARN, with the qualifier that was asked for.
    pub arn: String,
    /// The version: a number or `$LATEST`.
    pub version: String,
    /// What somebody wrote about it.
    pub description: Option<String>,
    /// The runtime, such as `python3.14` or `provided.al2023`; none for container images.
    pub runtime: Option<String>,
    /// `Zip` or `Image`.
    pub package_type: Option<String>,
    /// The instruction sets that it runs on: `x86_64` or `arm64`.
    pub architectures: Vec<String>,
    /// What the runtime calls.
    pub handler: Option<String>,
    /// The memory of one environment, in MB.
    pub memory_mb: Option<u32>,
    /// How long one invocation may take. A client that waits for less gives up on calls that go on.
    pub timeout: Option<Duration>,
    /// When the function was last changed, in ISO 8601 (`YYYY-MM-DDThh:mm:ss.sTZD`).
    pub last_modified: Option<String>,
    /// The SHA-256 hash of the code, base64.
    pub code_sha256: Option<String>,
    /// Changes with every change of the function.
    pub revision_id: Option<String>,
    /// Whether the function takes calls.
    pub state: Option<FunctionState>,
    /// Why it is in that state, for people.
    pub state_reason: Option<String>,
    /// Why it is in that state, in one word, such as `Creating` or `EniLimitExceeded`.
    pub state_reason_code: Option<String>,
    /// How the last change went.
    pub last_update: Option<UpdateStatus>,
    /// Why it went so, for people.
    pub last_update_reason: Option<String>,
    /// Why it went so, in one word.
    pub last_update_reason_code: Option<String>,
    /// How the log is written: `Text` or `JSON`.
    pub log_format: Option<String>,
    /// Whether each tenant has environments of its own; then every call needs a tenant id.
    pub tenant_isolation: bool,
    /// How long one durable execution may last; only durable functions have it. Calls to them need a qualifier, and a
    /// synchronous call is refused where this is more than 15 minutes.
    pub durable_execution_timeout: Option<Duration>,
    /// The capacity provider of a function on managed instances; calls to it need a published version.
    pub capacity_provider: Option<String>,
    /// Whether this version starts from a snapshot (SnapStart).
    pub snap_start: bool,
    /// Where events go that could not be processed: the ARN of an SQS queue or an SNS topic.
    pub dead_letter_target: Option<String>,
}

impl FunctionConfiguration {
    /// The latest version of a function, with nothing but its name and ARN.
    pub fn new(name: impl Into<String>, arn: impl Into<String>) -> Self {
        FunctionConfiguration {
            name: name.into(),
            arn: arn.into(),
            version: "$LATEST".to_owned(),
            ..FunctionConfiguration::default()
        }
    }
}
