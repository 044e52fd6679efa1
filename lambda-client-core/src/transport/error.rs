//! Why an attempt brought no answer, and what that proves.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;

/// How far the request provably got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// Nothing was sent, or the server says that it has not processed it (HTTP/2 `REFUSED_STREAM`): the function cannot have
    /// run.
    NotSent,
    /// Something may have been sent, and no answer came back.
    Unknown,
    /// Lambda answered, at least with the head of an answer.
    Answered,
}

/// What went wrong in an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// This transport does not do what was asked of it.
    Unsupported,
    /// The request could not be built from what was given.
    Request,
    /// No credentials, no region, no endpoint, or no signature.
    Credentials,
    /// No connection: name resolution, refused, TLS, connect timeout.
    Connect,
    /// No answer in time.
    Timeout,
    /// The connection broke.
    Connection,
    /// An answer began and could not be read to its end.
    Answer,
    /// Lambda (or something in front of it) answered with an error status.
    Service,
}

/// A failed attempt, with its evidence.
///
/// ```
/// use lambda_client_core::transport::{Evidence, TransportError, TransportErrorKind};
///
/// let refused = TransportError::new(TransportErrorKind::Connect, Evidence::NotSent);
/// let throttled = TransportError::service(429).with_code("TooManyRequestsException");
/// assert_eq!(throttled.evidence(), Evidence::Answered);
/// # let _ = refused;
/// ```
pub struct TransportError {
    inner: Box<Inner>,
}

/// What Lambda said, as far as it said anything.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) reason: Option<String>,
    pub(crate) raw: Option<Bytes>,
}

struct Inner {
    kind: TransportErrorKind,
    evidence: Evidence,
    said: Said,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// A failed attempt of this kind with this evidence.
    pub fn new(kind: TransportErrorKind, evidence: Evidence) -> Self {
        TransportError {
            inner: Box::new(Inner {
                kind,
                evidence,
                said: Said::default(),
                source: None,
            }),
        }
    }

    /// An error answer with this HTTP status.
    pub fn service(status: u16) -> Self {
        Self::new(TransportErrorKind::Service, Evidence::Answered).with_status(status)
    }

    /// The answer of a transport that cannot do this; `what` is a verb with its object.
    pub fn unsupported(what: &str) -> Self {
        Self::new(TransportErrorKind::Unsupported, Evidence::NotSent)
            .with_message(format!("this transport cannot {what}"))
    }

    /// Sets the HTTP status of the answer.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.inner.said.status = Some(status);
        self
    }

    /// Sets Lambda's error code (`x-amzn-errortype`).
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.inner.said.code = Some(code.into());
        self
    }

    /// Sets Lambda's message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.inner.said.message = Some(message.into());
        self
    }

    /// Sets Lambda's id of the request.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.inner.said.request_id = Some(request_id.into());
        self
    }

    /// Sets how long Lambda asks to wait (`Retry-After`).
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.inner.said.retry_after = Some(retry_after);
        self
    }

    /// Sets why Lambda throttled (`Reason`, model shape `ThrottleReason`).
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.inner.said.reason = Some(reason.into());
        self
    }

    /// Keeps the body of the error answer.
    #[must_use]
    pub fn with_raw(mut self, raw: impl Into<Bytes>) -> Self {
        self.inner.said.raw = Some(raw.into());
        self
    }

    /// Sets the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.inner.kind
    }

    /// How far the request provably got.
    pub fn evidence(&self) -> Evidence {
        self.inner.evidence
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.inner.said.status
    }

    /// Lambda's error code.
    pub fn code(&self) -> Option<&str> {
        self.inner.said.code.as_deref()
    }

    /// Lambda's id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.said.request_id.as_deref()
    }

    /// Why Lambda throttled.
    pub fn reason(&self) -> Option<&str> {
        self.inner.said.reason.as_deref()
    }

    /// How long Lambda asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.said.retry_after
    }

    pub(crate) fn into_parts(self) -> (Said, Option<Box<dyn StdError + Send + Sync>>) {
        (self.inner.said, self.inner.source)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.inner.kind)
            .field("evidence", &self.inner.evidence)
            .field("status", &self.inner.said.status)
            .field("code", &self.inner.said.code)
            .field("request_id", &self.inner.said.request_id)
            .field("source", &self.inner.source)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.inner.kind {
            TransportErrorKind::Unsupported => "this transport cannot do that",
            TransportErrorKind::Request => "the request could not be built",
            TransportErrorKind::Credentials => "no usable credentials, region or endpoint",
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Timeout => "no answer in time",
            TransportErrorKind::Connection => "the connection broke",
            TransportErrorKind::Answer => "the answer could not be read",
            TransportErrorKind::Service => "Lambda answered with an error",
        };
        f.write_str(what)?;
        match (&self.inner.said.code, self.inner.said.status) {
            (Some(code), Some(status)) => write!(f, " ({code}, HTTP {status})"),
            (Some(code), None) => write!(f, " ({code})"),
            (None, Some(status)) => write!(f, " (HTTP {status})"),
            (None, None) => Ok(()),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
