//! Putting an error together.

use std::error::Error as StdError;
use std::sync::Arc;

use bytes::Bytes;

use crate::certainty::Attempt;
use crate::certainty::DidRun;
use crate::certainty::Operation;
use crate::certainty::Stop;
use crate::error::{Error, ErrorKind, Inner};
use crate::failure::Failure;
use crate::log::LogTail;
use crate::transport::{TransportError, TransportErrorKind};

/// An error in the making.
pub(crate) struct ErrorBuilder {
    inner: Inner,
}

impl Error {
    pub(crate) fn build(kind: ErrorKind) -> ErrorBuilder {
        ErrorBuilder {
            inner: Inner {
                kind: Some(kind),
                ..Inner::default()
            },
        }
    }

    /// A mistake in names, settings or their combination, found before anything was sent.
    pub(crate) fn configuration(message: impl Into<String>) -> Error {
        Error::build(ErrorKind::Configuration)
            .message(message)
            .finish()
    }

    /// What a failed attempt leaves for the caller.
    pub(crate) fn from_transport(error: TransportError) -> ErrorBuilder {
        let kind = match error.kind() {
            TransportErrorKind::Unsupported | TransportErrorKind::Request => {
                ErrorKind::Configuration
            }
            TransportErrorKind::Credentials => ErrorKind::Credentials,
            TransportErrorKind::Connect => ErrorKind::Connect,
            TransportErrorKind::Timeout => ErrorKind::Timeout,
            TransportErrorKind::Connection => ErrorKind::Connection,
            TransportErrorKind::Answer => ErrorKind::Answer,
            TransportErrorKind::Service if error.status() == Some(429) => ErrorKind::Throttled,
            TransportErrorKind::Service => ErrorKind::Service,
        };
        let parts = error.into_parts();
        ErrorBuilder {
            inner: Inner {
                kind: Some(kind),
                message: parts.message.unwrap_or_default(),
                code: parts.code,
                status: parts.status,
                reason: parts.reason,
                retry_after: parts.retry_after,
                raw: parts.raw,
                source: parts.source,
                ..Inner::default()
            },
        }
    }
}

impl ErrorBuilder {
    pub(crate) fn message(mut self, message: impl Into<String>) -> Self {
        self.inner.message = message.into();
        self
    }

    pub(crate) fn operation(mut self, operation: Operation) -> Self {
        self.inner.operation = operation;
        self
    }

    pub(crate) fn function(mut self, function: &str) -> Self {
        self.inner.function = Some(function.to_owned());
        self
    }

    pub(crate) fn did_run(mut self, did_run: DidRun) -> Self {
        self.inner.did_run = Some(did_run);
        self
    }

    pub(crate) fn retryable(mut self, retryable: bool) -> Self {
        self.inner.retryable = retryable;
        self
    }

    pub(crate) fn stopped(mut self, stop: Stop) -> Self {
        self.inner.stopped = Some(stop);
        self
    }

    pub(crate) fn own(mut self) -> Self {
        self.inner.own = true;
        self
    }

    pub(crate) fn failure(mut self, failure: Failure) -> Self {
        self.inner.failure = Some(failure);
        self
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.inner.status = Some(status);
        self
    }

    pub(crate) fn attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.inner.attempts = attempts;
        self
    }

    pub(crate) fn raw(mut self, raw: Bytes) -> Self {
        self.inner.raw = Some(raw);
        self
    }

    pub(crate) fn log(mut self, log: Option<LogTail>) -> Self {
        self.inner.log = log;
        self
    }

    pub(crate) fn source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.inner.source = Some(Arc::from(source.into()));
        self
    }

    pub(crate) fn finish(self) -> Error {
        Error {
            inner: Arc::new(self.inner),
        }
    }
}
