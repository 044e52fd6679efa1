//! Why a request has no response.

use std::error::Error as StdError;
use std::fmt;

type BoxError = Box<dyn StdError + Send + Sync>;

/// What failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    /// No tokio runtime was there.
    Runtime,
    /// The request cannot be sent as it is.
    Request,
    /// No connection was opened.
    Connect,
    /// No connection was opened in time.
    ConnectTimeout,
    /// The connection broke.
    Connection,
    /// No response came in time.
    ReadTimeout,
}

/// Why a request has no response.
#[derive(Debug)]
pub(crate) struct Error {
    kind: ErrorKind,
    source: BoxError,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, source: impl Into<BoxError>) -> Self {
        let source = source.into();
        Error { kind, source }
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ErrorKind::Runtime => "no tokio runtime",
            ErrorKind::Request => "the request cannot be sent",
            ErrorKind::Connect => "no connection",
            ErrorKind::ConnectTimeout => "no connection in time",
            ErrorKind::Connection => "the connection broke",
            ErrorKind::ReadTimeout => "no response in time",
        })
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

/// Something that the user can set right, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mistake(pub(crate) &'static str);

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl StdError for Mistake {}
