//! The response to one attempt.

use std::fmt;

use bytes::Bytes;

/// Lambda's response to one attempt, with status 2xx. `Debug` prints neither the payload nor the log.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::transport::InvokeResponse;
///
/// // What a fake transport returns for a function that failed.
/// let document = r#"{"errorType":"OutOfStock","errorMessage":"no cups left"}"#;
/// let response = InvokeResponse::new(200, document.into()).with_function_error("Unhandled");
/// assert!(response.function_error.is_some());
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvokeResponse {
    /// The HTTP status: 200 for `RequestResponse`, 202 for `Event`, 204 for `DryRun`.
    pub status: u16,
    /// What the function returned, or its error document if `function_error` is set. Empty for `Event` and `DryRun`.
    pub payload: Bytes,
    /// The value of the header `X-Amz-Function-Error`, as bytes. Its presence says that the function failed; its value is not
    /// reliable (Lambda API reference, `Invoke`).
    pub function_error: Option<Bytes>,
    /// The version that ran (the header `X-Amz-Executed-Version`).
    pub executed_version: Option<String>,
    /// Lambda's ID of the request (the header `x-amzn-requestid`). A response without it and without the other headers below and
    /// above may come from anywhere: if its payload cannot be decoded, nothing is known about the function.
    pub request_id: Option<String>,
    /// The last 4 KB of the log, base64 as on the wire (the header `X-Amz-Log-Result`).
    pub log_result: Option<String>,
    /// Whether nothing in the response shows that it came from Lambda or an emulator: it has none of Lambda's headers, does not
    /// look like a response of a known emulator, and its body is not a value. Proxies and login pages send such responses. If
    /// the client expects a result, it is an error.
    pub is_of_unknown_origin: bool,
}

impl InvokeResponse {
    /// Creates a response with this status and body and nothing else.
    pub fn new(status: u16, payload: Bytes) -> Self {
        InvokeResponse {
            status,
            payload,
            ..InvokeResponse::default()
        }
    }

    /// Marks the response as a function error, with the value of the header `X-Amz-Function-Error`.
    #[must_use]
    pub fn with_function_error(mut self, value: impl Into<Bytes>) -> Self {
        self.function_error = Some(value.into());
        self
    }

    /// Sets the version that ran.
    #[must_use]
    pub fn with_executed_version(mut self, version: impl Into<String>) -> Self {
        self.executed_version = Some(version.into());
        self
    }

    /// Sets the request ID.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }

    /// Returns whether the response has a header that Lambda sends, and few others do.
    pub(crate) fn shows_lambda(&self) -> bool {
        self.request_id.is_some()
            || self.executed_version.is_some()
            || self.function_error.is_some()
            || self.log_result.is_some()
    }

    /// Sets whether nothing in the response shows that it came from Lambda.
    #[must_use]
    pub fn with_unknown_origin(mut self, is_of_unknown_origin: bool) -> Self {
        self.is_of_unknown_origin = is_of_unknown_origin;
        self
    }

    /// Sets the end of the log, as base64.
    #[must_use]
    pub fn with_log_result(mut self, log_result: impl Into<String>) -> Self {
        self.log_result = Some(log_result.into());
        self
    }
}

impl fmt::Debug for InvokeResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvokeResponse")
            .field("status", &self.status)
            .field("payload_bytes", &self.payload.len())
            .field("function_error", &self.function_error)
            .field("executed_version", &self.executed_version)
            .field("request_id", &self.request_id)
            .field("has_log_result", &self.log_result.is_some())
            .field("is_of_unknown_origin", &self.is_of_unknown_origin)
            .finish()
    }
}
