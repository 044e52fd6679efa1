//! The kinds of failure that end a call.

use std::fmt;

use crate::certainty::DidRun;

/// What kind of failure ended a call.
///
#[doc = include_str!("kinds.md")]
///
/// A function's error type that is declared with `retry` is retried in any case. What cannot be decoded proves that the function
/// ran if it came from Lambda and is a result.
///
/// The kind says what failed; [`Error::did_run`](crate::Error::did_run) says what is known about the function, and is the
/// authority where the table leaves room, and where [middleware](crate::transport::Transport#middleware) sends several
/// requests in one attempt. The codes are listed in the documentation of
/// [`Retryability`](crate::certainty::Retryability).
///
/// New kinds may be added, so a `match` needs a wildcard arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A name, qualifier, setting or combination of them is invalid, or the transport does not support the request.
    Configuration,
    /// The arguments or the client context could not be serialized.
    Encode,
    /// The payload or the client context is larger than Lambda accepts.
    TooLarge,
    /// Credentials, region, endpoint or signature are missing or invalid.
    Credentials,
    /// A connection to Lambda could not be established.
    Connect,
    /// A response did not arrive in time.
    Timeout,
    /// The invocation that made the call is about to end: see [`Context`](crate::Context#outgoing-calls).
    InvocationDeadline,
    /// The connection to Lambda was lost.
    Connection,
    /// Lambda, or a service behind it, received too many requests.
    Throttled,
    /// Lambda, or a gateway in front of it, responded with another error.
    Service,
    /// The response was cut off, or did not come from Lambda.
    Response,
    /// The function reported an error, or ended without a result.
    Function,
    /// The function's result, or the output of an execution, does not match the declared type.
    Decode,
    /// The name of an execution belongs to one with another input, so nothing was started.
    NameTaken,
    /// An execution failed, and Step Functions says so, not a function: its error is `States.Runtime`, `Lambda.ServiceException` or another
    /// name that begins with `States.` or `Lambda.`.
    ExecutionFailed,
    /// An execution ran out of time: its own limit, or that of a state that nothing caught.
    ExecutionTimedOut,
    /// An execution was stopped.
    ExecutionAborted,
}

impl ErrorKind {
    /// Returns the kind as a label for metrics and logs, for example `too_large`.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::TooLarge.as_str(), "too_large");
    /// assert_eq!(ErrorKind::TooLarge.to_string(), "too_large");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Configuration => "configuration",
            ErrorKind::Encode => "encode",
            ErrorKind::TooLarge => "too_large",
            ErrorKind::Credentials => "credentials",
            ErrorKind::Connect => "connect",
            ErrorKind::Timeout => "timeout",
            ErrorKind::InvocationDeadline => "invocation_deadline",
            ErrorKind::Connection => "connection",
            ErrorKind::Throttled => "throttled",
            ErrorKind::Service => "service",
            ErrorKind::Response => "response",
            ErrorKind::Function => "function",
            ErrorKind::Decode => "decode",
            ErrorKind::NameTaken => "name_taken",
            ErrorKind::ExecutionFailed => "execution_failed",
            ErrorKind::ExecutionTimedOut => "execution_timed_out",
            ErrorKind::ExecutionAborted => "execution_aborted",
        }
    }

    /// Returns what an error of this kind proves if nothing more is known.
    pub(crate) const fn did_run(self) -> DidRun {
        match self {
            ErrorKind::Configuration
            | ErrorKind::Encode
            | ErrorKind::TooLarge
            | ErrorKind::Credentials
            | ErrorKind::Connect
            | ErrorKind::Throttled
            | ErrorKind::NameTaken => DidRun::No,
            ErrorKind::Timeout
            | ErrorKind::InvocationDeadline
            | ErrorKind::Connection
            | ErrorKind::Service
            | ErrorKind::Response => DidRun::Unknown,
            ErrorKind::Function
            | ErrorKind::Decode
            | ErrorKind::ExecutionFailed
            | ErrorKind::ExecutionTimedOut
            | ErrorKind::ExecutionAborted => DidRun::Yes,
        }
    }

    /// Returns whether the failure is found before anything is sent, as a rule.
    pub(crate) const fn is_mistake(self) -> bool {
        matches!(
            self,
            ErrorKind::Configuration | ErrorKind::Encode | ErrorKind::TooLarge
        )
    }
}

/// The label of [`as_str`](ErrorKind::as_str).
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
