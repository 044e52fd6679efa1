//! What a recorder keeps of a request and of a run.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use crate::transport::InvocationType;

/// A request to the `Invoke` API, whether or not a function ran.
///
/// `Debug` prints neither the payload nor the client context.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::LocalLambda;
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
/// local.lambda().call("ping").json::<u32>(&"hello").await?;
///
/// let request = &local.recorder().requests()[0];
/// assert_eq!(request.function, "ping");
/// assert_eq!(request.payload, "\"hello\"");
/// assert_eq!(request.status, Some(200));
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The function's name, without account, region and qualifier.
    pub function: String,
    /// The requested version or alias.
    pub qualifier: Option<String>,
    /// The invocation type.
    pub invocation_type: InvocationType,
    /// The payload as it was sent.
    pub payload: Bytes,
    /// The client context, base64 as on the wire.
    pub client_context: Option<String>,
    /// The tenant ID.
    pub tenant_id: Option<String>,
    /// The trace header (`X-Amzn-Trace-Id`) as it was sent. The function receives one that continues it.
    pub trace_header: Option<String>,
    /// The ID that Lambda gave the request.
    pub request_id: String,
    /// The HTTP status of the response; `None` until there is a response, or if the connection broke.
    pub status: Option<u16>,
    /// Lambda's error code, if Lambda rejected the request.
    pub code: Option<String>,
}

/// One run of a function.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::LocalLambda;
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
/// for _ in 0..2 {
///     local.lambda().call("ping").json::<u32>(&()).await?;
/// }
///
/// let runs = local.recorder().runs_of("ping");
/// assert!(runs[0].cold_start && !runs[1].cold_start);
/// assert_eq!(runs[1].version, "$LATEST");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RecordedRun {
    /// The function's name, without account, region and qualifier.
    pub function: String,
    /// The version that ran.
    pub version: String,
    /// The ID of the request; all runs of an event share it.
    pub request_id: String,
    /// The number of this run among the runs of its request, starting at 1. Only events run more than once.
    pub attempt: u32,
    /// Whether a new environment was started for this run.
    pub cold_start: bool,
    /// The duration without the cold start; `None` while the function runs.
    pub duration: Option<Duration>,
    /// The `errorType`, if the function failed.
    pub error_type: Option<String>,
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("function", &self.function)
            .field("qualifier", &self.qualifier)
            .field("invocation_type", &self.invocation_type)
            .field("payload_bytes", &self.payload.len())
            .field("has_tenant", &self.tenant_id.is_some())
            .field("request_id", &self.request_id)
            .field("status", &self.status)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
