//! Why an attempt failed.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::transport::{Evidence, Headers, TransportErrorKind};

/// The error of a failed attempt, with the evidence that it gives.
///
/// `Display` shows what is known in one line, with the message. Neither `Display` nor `Debug` prints the body of the
/// response or the values of its headers.
///
/// A message and a cause that a transport or middleware sets are shown as they are, also by the [`Error`](crate::Error) of the call,
/// and errors are logged: leave payloads and secrets out of them.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::transport::{Evidence, TransportError, TransportErrorKind};
///
/// let refused = TransportError::new(TransportErrorKind::Connect, Evidence::NotSent);
/// assert_eq!(refused.to_string(), "no connection");
///
/// let throttled = TransportError::service(429)
///     .with_code("TooManyRequestsException")
///     .with_message("Rate Exceeded.");
/// assert_eq!(throttled.evidence(), Evidence::Responded);
/// assert_eq!(
///     throttled.to_string(),
///     "AWS responded with an error (TooManyRequestsException, HTTP 429): Rate Exceeded.",
/// );
/// ```
#[derive(Clone)]
pub struct TransportError {
    parts: Box<Parts>,
}

/// What a [`TransportError`] is made of.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) kind: TransportErrorKind,
    pub(crate) evidence: Evidence,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) reason: Option<String>,
    pub(crate) headers: Headers,
    pub(crate) raw: Option<Bytes>,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// Creates the error of an attempt that failed in this way, with this evidence.
    pub fn new(kind: TransportErrorKind, evidence: Evidence) -> Self {
        TransportError {
            parts: Box::new(Parts {
                kind,
                evidence,
                status: None,
                code: None,
                message: None,
                request_id: None,
                retry_after: None,
                reason: None,
                headers: Headers::new(),
                raw: None,
                source: None,
            }),
        }
    }

    /// Creates the error for a response with this HTTP status.
    pub fn service(status: u16) -> Self {
        Self::new(TransportErrorKind::Service, Evidence::Responded).with_status(status)
    }

    /// Creates the error of a transport that does not support an operation. `what` is a verb with its object, such as `list
    /// functions`.
    pub fn unsupported(what: &str) -> Self {
        Self::new(TransportErrorKind::Unsupported, Evidence::NotSent)
            .with_message(format!("this transport cannot {what}"))
    }

    /// Sets the HTTP status of the response.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.parts.status = Some(status);
        self
    }

    /// Sets Lambda's error code (the header `x-amzn-errortype`).
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.parts.code = Some(code.into());
        self
    }

    /// Sets the message: Lambda's, or for an attempt without a response the transport's own. It is shown as it is.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.parts.message = Some(message.into());
        self
    }

    /// Sets Lambda's ID of the request.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.parts.request_id = Some(request_id.into());
        self
    }

    /// Sets how long Lambda asks to wait (the header `Retry-After`).
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.parts.retry_after = Some(retry_after);
        self
    }

    /// Sets why Lambda throttled (`Reason`, model shape `ThrottleReason`).
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.parts.reason = Some(reason.into());
        self
    }

    /// Sets the headers of the response. Setters for what a header says, such as
    /// [`with_code`](TransportError::with_code), are called in addition.
    #[must_use]
    pub fn with_headers(mut self, headers: Headers) -> Self {
        self.parts.headers = headers;
        self
    }

    /// Sets the body of the response.
    #[must_use]
    pub fn with_raw(mut self, raw: impl Into<Bytes>) -> Self {
        self.parts.raw = Some(raw.into());
        self
    }

    /// Sets the cause. [`source`](StdError::source) returns it as it is, and `Debug` prints its `Display`.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.parts.source = Some(Arc::from(source.into()));
        self
    }

    /// Returns what went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.parts.kind
    }

    /// Returns how far the request provably got.
    pub fn evidence(&self) -> Evidence {
        self.parts.evidence
    }

    /// Returns the HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.parts.status
    }

    /// Returns Lambda's error code, such as `TooManyRequestsException`.
    pub fn code(&self) -> Option<&str> {
        self.parts.code.as_deref()
    }

    /// Returns the message: Lambda's, or for an attempt without a response the transport's own.
    pub fn message(&self) -> Option<&str> {
        self.parts.message.as_deref()
    }

    /// Returns Lambda's ID of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id.as_deref()
    }

    /// Returns why Lambda throttled.
    pub fn reason(&self) -> Option<&str> {
        self.parts.reason.as_deref()
    }

    /// Returns how long Lambda asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.parts.retry_after
    }

    /// Returns the headers of the response; none if no response arrived.
    pub fn headers(&self) -> &Headers {
        &self.parts.headers
    }

    /// Returns the body of the response, if it was kept.
    pub fn raw(&self) -> Option<&Bytes> {
        self.parts.raw.as_ref()
    }

    pub(crate) fn into_parts(self) -> Parts {
        *self.parts
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &self.parts;
        f.debug_struct("TransportError")
            .field("kind", &parts.kind)
            .field("evidence", &parts.evidence)
            .field("status", &parts.status)
            .field("code", &parts.code)
            .field("message", &parts.message)
            .field("request_id", &parts.request_id)
            .field("retry_after", &parts.retry_after)
            .field("reason", &parts.reason)
            .field("headers", &parts.headers)
            .field("raw_bytes", &parts.raw.as_ref().map(Bytes::len))
            .field("source", &parts.source.as_ref().map(ToString::to_string))
            .finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &self.parts;
        match (parts.kind, &parts.message) {
            // The message is a sentence about the transport.
            (TransportErrorKind::Unsupported, Some(message)) => return f.write_str(message),
            (kind, _) => f.write_str(kind.headline())?,
        }
        match (&parts.code, parts.status) {
            (Some(code), Some(status)) => write!(f, " ({code}, HTTP {status})")?,
            (Some(code), None) => write!(f, " ({code})")?,
            (None, Some(status)) => write!(f, " (HTTP {status})")?,
            (None, None) => {}
        }
        match &parts.message {
            Some(message) if !message.is_empty() => write!(f, ": {message}"),
            _ => Ok(()),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.parts.source.as_deref()?;
        Some(source)
    }
}
