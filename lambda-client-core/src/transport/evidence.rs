//! The kinds of failed attempts, and what each failure proves.

use std::fmt;

use crate::certainty::DidRun;

/// How far the request of a failed attempt provably got.
///
/// More values may follow, such as one for a response that began as a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// Nothing was sent, or the server states that it has not processed the request (HTTP/2 `REFUSED_STREAM`). The function
    /// cannot have run.
    NotSent,
    /// The request may have been sent, and no response arrived.
    Unknown,
    /// Lambda responded, at least with the head of a response.
    Responded,
}

impl Evidence {
    /// Returns the evidence as a word, such as `not_sent`: a label for metrics and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Evidence::NotSent => "not_sent",
            Evidence::Unknown => "unknown",
            Evidence::Responded => "responded",
        }
    }

    /// Returns what an attempt of which nothing more is known proves about the function.
    pub(crate) const fn did_run(self) -> DidRun {
        match self {
            Evidence::NotSent => DidRun::No,
            Evidence::Unknown | Evidence::Responded => DidRun::Unknown,
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What went wrong in an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport does not support the operation.
    Unsupported,
    /// The request could not be built.
    Request,
    /// Credentials, region, endpoint or signature are missing or unusable.
    Credentials,
    /// A provider of credentials failed for a moment: its service did not respond in time, or reported an error.
    CredentialsUnavailable,
    /// No connection was established: name resolution, a refused connection, TLS, or a connect timeout.
    Connect,
    /// The response did not arrive in time.
    Timeout,
    /// The time of the invocation that made the call is over, so that another attempt does not help.
    InvocationDeadline,
    /// The connection broke.
    Connection,
    /// A response began and could not be read to its end.
    Response,
    /// Lambda, or something in front of it, responded with an error status.
    Service,
}

impl TransportErrorKind {
    /// Returns the kind as a word, such as `connect`: a label for metrics and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            TransportErrorKind::Unsupported => "unsupported",
            TransportErrorKind::Request => "request",
            TransportErrorKind::Credentials => "credentials",
            TransportErrorKind::CredentialsUnavailable => "credentials_unavailable",
            TransportErrorKind::Connect => "connect",
            TransportErrorKind::Timeout => "timeout",
            TransportErrorKind::InvocationDeadline => "invocation_deadline",
            TransportErrorKind::Connection => "connection",
            TransportErrorKind::Response => "response",
            TransportErrorKind::Service => "service",
        }
    }

    /// Returns the first words of an error of this kind.
    pub(super) const fn headline(self) -> &'static str {
        match self {
            TransportErrorKind::Unsupported => "unsupported operation",
            TransportErrorKind::Request => "the request could not be built",
            TransportErrorKind::Credentials => {
                "missing or unusable credentials, region or endpoint"
            }
            TransportErrorKind::CredentialsUnavailable => "the credentials provider failed",
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::InvocationDeadline => "no time left in the invocation",
            TransportErrorKind::Connection => "the connection broke",
            TransportErrorKind::Response => "the response could not be read",
            TransportErrorKind::Service => "AWS responded with an error",
        }
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
