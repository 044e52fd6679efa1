//! Decodes the error documents of failed functions.

mod document;
mod kind;
mod tolerant;
mod trace;
mod words;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use self::document::Document;
pub use self::kind::FailureKind;
use crate::certainty::DidRun;

/// What the function itself reported: the error document that came with a function error.
///
/// Every runtime writes its own document. This reads them all, as far as they can be read, and never fails:
///
/// | Runtime | Fields |
/// |---|---|
/// | Python | `errorMessage`, `errorType`, `requestId`, `stackTrace` (strings) |
/// | Node.js | `errorType`, `errorMessage`, `trace` (strings) |
/// | Java | `errorMessage`, `errorType`, `stackTrace` (strings), once also `cause` |
/// | .NET | `errorType`, `errorMessage`, `stackTrace`, `cause`, `causes`; above 256 KB the message alone |
/// | Go | `errorMessage`, `errorType`, for a panic `stackTrace` (objects of `path`, `line`, `label`) |
/// | Ruby | `errorMessage`, `errorType` such as `Function<RuntimeError>`, `stackTrace` (strings) |
/// | Rust | `errorType`, `errorMessage` |
/// | Lambda itself | `errorType`, `errorMessage`, or text such as `Task timed out after 3.00 seconds` |
///
/// Fields may be missing or of any type. Invalid UTF-8 and lone surrogates become U+FFFD, of a field that is
/// there twice the last one counts, and a document that is cut off gives the fields before the cut. Whatever
/// could be read, [`raw`](Failure::raw) has the bytes as they arrived.
///
/// ```
/// use lambda_client_core::{DidRun, failure::{Failure, FailureKind}};
///
/// let failure = Failure::decode(r#"{"errorType":"OutOfStock","errorMessage":"no cups left"}"#.into());
/// assert_eq!(failure.kind(), FailureKind::Application);
/// assert_eq!(failure.error_type(), Some("OutOfStock"));
/// assert_eq!(failure.to_string(), "OutOfStock: no cups left");
///
/// let failure = Failure::decode(r#"{"errorType":"Runtime.ImportModuleError"}"#.into());
/// assert_eq!(failure.kind(), FailureKind::Init);
/// assert_eq!(failure.did_run(), DidRun::InitOnly);
/// ```
///
/// Sources: the runtime interface clients of AWS; AWS Lambda Developer Guide, "Troubleshoot execution issues
/// in Lambda".
#[derive(Clone)]
pub struct Failure {
    kind: FailureKind,
    did_run: DidRun,
    error_type: Option<String>,
    message: Option<String>,
    trace: Vec<String>,
    cause: Option<Box<Failure>>,
    causes: Vec<Failure>,
    raw: Bytes,
}

impl Failure {
    /// Reads an error document: the payload of a response that carries `X-Amz-Function-Error`.
    ///
    /// Any bytes will do. What cannot be read is [`FailureKind::Unreadable`].
    pub fn decode(raw: Bytes) -> Failure {
        Failure::new(Document::read(&raw), &raw)
    }

    fn new(document: Document, raw: &Bytes) -> Failure {
        let (kind, did_run) = kind::classify(&document);
        let cause = document.cause.filter(|cause| !cause.is_empty());
        let causes = document.causes.into_iter();
        Failure {
            kind,
            did_run,
            error_type: document.error_type,
            message: document.message,
            trace: document.trace,
            cause: cause.map(|cause| Box::new(Failure::new(*cause, raw))),
            causes: causes.map(|cause| Failure::new(cause, raw)).collect(),
            raw: raw.clone(),
        }
    }

    /// What sort of failure this is.
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// Whether the function ran, by the evidence of this document alone.
    ///
    /// A function error is not yet proof of it: initialization that failed, an event that could not be parsed
    /// and several failures of the platform are function errors too. An [unreadable](FailureKind::Unreadable)
    /// document proves nothing, since a runtime can report a failed initialization in any form it likes.
    pub fn did_run(&self) -> DidRun {
        self.did_run
    }

    /// The field `errorType`: the name of the error. What that is depends on the runtime: a class, a type, or
    /// whatever the function wrote.
    pub fn error_type(&self) -> Option<&str> {
        self.error_type.as_deref()
    }

    /// The field `errorMessage`, or the text of a failure that Lambda reports without a document.
    ///
    /// If the field holds something else than a string, this is its JSON.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The lines of the stack trace: `stackTrace`, or else `trace`. Empty if there is none.
    ///
    /// Strings are as the runtime wrote them, with all white space; objects become `label (path:line)`.
    pub fn trace(&self) -> &[String] {
        &self.trace
    }

    /// The failure behind this one: the field `cause`, or else the first of `causes`.
    ///
    /// Causes are followed to a depth of 32.
    pub fn cause(&self) -> Option<&Failure> {
        self.cause.as_deref().or(self.causes.first())
    }

    /// The failures behind this one, side by side: the field `causes`, or else the one `cause`.
    pub fn causes(&self) -> &[Failure] {
        match &self.cause {
            Some(cause) if self.causes.is_empty() => std::slice::from_ref(cause),
            _ => &self.causes,
        }
    }

    /// The bytes that arrived, unchanged. For a [`cause`](Failure::cause) these are the bytes of the whole
    /// document that it came in.
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }

    /// The time limit at which the function was stopped, if this is a [timeout](FailureKind::Timeout) and
    /// Lambda's message names it.
    ///
    /// ```
    /// # use lambda_client_core::failure::Failure;
    /// # use std::time::Duration;
    /// let failure = Failure::decode("Task timed out after 2.50 seconds".into());
    /// assert_eq!(failure.timed_out_after(), Some(Duration::from_millis(2500)));
    /// ```
    pub fn timed_out_after(&self) -> Option<Duration> {
        match self.kind {
            FailureKind::Timeout => words::timed_out_after(self.message.as_deref()?),
            _ => None,
        }
    }
}

/// `type: message`, or what there is of it.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not_empty = |text: &&str| !text.is_empty();
        match (
            self.error_type().filter(not_empty),
            self.message().filter(not_empty),
        ) {
            (Some(error_type), Some(message)) => write!(f, "{error_type}: {message}"),
            (Some(text), None) | (None, Some(text)) => f.write_str(text),
            (None, None) if self.raw.is_empty() => f.write_str("function error without a document"),
            (None, None) => write!(
                f,
                "function error with an unreadable document of {} bytes",
                self.raw.len()
            ),
        }
    }
}

/// Leaves out the raw bytes: they may be long, and may hold what does not belong in a log.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("kind", &self.kind)
            .field("did_run", &self.did_run)
            .field("error_type", &self.error_type)
            .field("message", &self.message)
            .field("trace", &self.trace)
            .field("causes", &self.causes())
            .field("raw_len", &self.raw.len())
            .finish()
    }
}

/// The source is the [cause](Failure::cause).
impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}

#[cfg(test)]
mod tests;
