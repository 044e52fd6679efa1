//! The response of one attempt.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;

/// A successful response: the JSON of the operation's result, as the API writes it.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::StatesResponse;
///
/// let arn = "arn:aws:states:us-east-1:123456789012:execution:orders:17";
/// let body = format!(r#"{{"executionArn":"{arn}","startDate":1767225600.0}}"#);
/// let response = StatesResponse::new(body).with_request_id("id-1");
/// assert_eq!(response.request_id(), Some("id-1"));
/// ```
///
/// `Debug` prints the length of the body only.
#[derive(Clone)]
pub struct StatesResponse {
    body: Bytes,
    request_id: Option<String>,
    date: Option<SystemTime>,
    was_running: Option<bool>,
}

impl StatesResponse {
    /// Creates a response with this JSON.
    pub fn new(body: impl Into<Bytes>) -> Self {
        StatesResponse {
            body: body.into(),
            request_id: None,
            date: None,
            was_running: None,
        }
    }

    /// Sets the ID of the request.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = Some(request_id.into());
        self
    }

    /// Sets the time at which Step Functions responded, on its own clock (the header `Date`).
    #[must_use]
    pub fn with_date(mut self, date: SystemTime) -> Self {
        self.date = Some(date);
        self
    }

    /// Sets whether a start has found an execution that was already running. AWS does not say.
    #[cfg(feature = "local")]
    pub(crate) fn with_was_running(mut self, was_running: bool) -> Self {
        self.was_running = Some(was_running);
        self
    }

    pub(crate) fn was_running(&self) -> Option<bool> {
        self.was_running
    }

    /// Returns the JSON.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the ID of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns the time at which Step Functions responded, on its own clock.
    pub fn date(&self) -> Option<SystemTime> {
        self.date
    }
}

impl fmt::Debug for StatesResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatesResponse")
            .field("body_bytes", &self.body.len())
            .field("request_id", &self.request_id)
            .field("date", &self.date)
            .finish()
    }
}
