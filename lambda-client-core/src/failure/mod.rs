//! Decodes the error documents of functions that failed.

mod class;
mod kind;
mod names;
mod parsed_document;
mod startup;
mod tolerant;
mod trace;
mod verdict;
mod words;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

pub use self::kind::FailureKind;
pub(crate) use self::names::is_reserved;
#[cfg(test)]
pub(crate) use self::names::known_names;
pub(crate) use self::parsed_document::MAX_CAUSES;
use self::parsed_document::ParsedDocument;
use crate::certainty::DidRun;

/// What the function itself reported: the error document of a function error.
///
/// Every runtime writes its own kind of document. Decoding reads as much as possible of each and never fails:
///
/// | Runtime | Fields |
/// |---|---|
/// | Python | `errorMessage`, `errorType`, `requestId`, `stackTrace` (strings) |
/// | Node.js | `errorType`, `errorMessage`, `trace` (strings) |
/// | Java | `errorMessage`, `errorType`, `stackTrace` (strings), once also `cause` |
/// | .NET | `errorType`, `errorMessage`, `stackTrace`, `cause`, `causes`; above 256 KB only the message |
/// | Go | `errorMessage`, `errorType`, for a panic `stackTrace` (objects of `path`, `line`, `label`) |
/// | Ruby | `errorMessage`, `errorType` such as `Function<RuntimeError>`, `stackTrace` (strings) |
/// | Rust | `errorType`, `errorMessage` |
/// | Lambda itself | `errorType`, `errorMessage`, or text such as `Task timed out after 3.00 seconds` |
///
/// Fields may be missing or of any type. Invalid UTF-8 and lone surrogates become U+FFFD; the last of several equal fields
/// counts; of a document that is cut off, the fields before the cut are read. [`raw`](Failure::raw) always returns the bytes
/// as they arrived.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{DidRun, failure::{Failure, FailureKind}};
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
    /// The message is text that may hold a payload: `Display` and `Debug` omit it.
    is_private: bool,
}

impl Failure {
    /// Decodes an error document: the payload of a response with the header `X-Amz-Function-Error`.
    ///
    /// Accepts any bytes: if nothing can be read, the kind is [`FailureKind::Unreadable`].
    pub fn decode(raw: Bytes) -> Failure {
        Failure::new(ParsedDocument::read(&raw), &raw)
    }

    /// Decodes the error and the cause of an execution that failed. The cause of a function error is the function's error document. Any
    /// other cause is text, and that of Step Functions may quote a payload.
    #[cfg(feature = "step-functions")]
    pub(crate) fn of_execution(error: Option<&str>, cause: Option<&str>) -> Failure {
        let raw = Bytes::copy_from_slice(cause.unwrap_or_default().as_bytes());
        let mut document = ParsedDocument::read(&raw);
        let is_document = cause.is_some_and(|cause| cause.trim_start().starts_with('{'))
            && (document.error_type.is_some() || document.message.is_some());
        if !is_document {
            document = ParsedDocument {
                message: cause.map(str::to_owned),
                ..ParsedDocument::default()
            };
        }
        // The name that Step Functions compared: a state may have given another one than the document has.
        if let Some(error) = error.filter(|error| !error.is_empty()) {
            document.error_type = Some(error.to_owned());
        }
        let mut failure = Failure::new(document, &raw);
        failure.is_private = !is_document;
        failure
    }

    /// Returns the text of the function error that the body of an error response reports. Emulators send one with the status of
    /// a server error, without the header of function errors.
    pub(crate) fn reported_by(body: &Bytes) -> Option<String> {
        let failure = Failure::decode(body.clone());
        match (failure.error_type(), failure.message()) {
            (Some(_), _) => Some(format!("function error {failure}")),
            (None, message) => message.map(str::to_owned),
        }
    }

    fn new(document: ParsedDocument, raw: &Bytes) -> Failure {
        let (kind, did_run) = verdict::classify(&document);
        let first = document.causes.first();
        let cause = document.cause.filter(|cause| {
            // Some senders leave the causes of the `cause` to the same cause among the `causes`.
            let repeats = first.is_some_and(|first| first.is_whole_of(cause));
            !cause.is_empty() && !repeats
        });
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
            is_private: false,
        }
    }

    /// Returns the kind of failure.
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// Returns whether the function ran, as far as this document alone proves it.
    ///
    /// A function error does not prove that the handler ran: a failed initialization, an event that cannot be deserialized
    /// and several failures of the platform are function errors too. An [unreadable](FailureKind::Unreadable) document
    /// proves nothing, since a runtime can report a failed initialization in any form.
    pub fn did_run(&self) -> DidRun {
        self.did_run
    }

    /// Returns the field `errorType`, the name of the error: a class, a type, or any other text, depending on the runtime
    /// and the function.
    pub fn error_type(&self) -> Option<&str> {
        self.error_type.as_deref()
    }

    /// Returns the field `errorMessage`, or the text of a failure that Lambda reports without a document.
    ///
    /// If the field is not a string, this is its JSON.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Returns the lines of the stack trace: `stackTrace`, or else `trace`. Empty if there is no trace.
    ///
    /// Strings are returned as the runtime wrote them, including white space; objects become `label (path:line)`.
    pub fn trace(&self) -> &[String] {
        &self.trace
    }

    /// Returns the cause of this failure: the field `cause`, or else the first of `causes`.
    ///
    /// Causes are decoded to a depth of 32.
    pub fn cause(&self) -> Option<&Failure> {
        self.cause.as_deref().or(self.causes.first())
    }

    /// Returns all direct causes of this failure: the field `causes`, or else the one `cause`.
    pub fn causes(&self) -> &[Failure] {
        match &self.cause {
            Some(cause) if self.causes.is_empty() => std::slice::from_ref(cause),
            _ => &self.causes,
        }
    }

    /// Returns the bytes that arrived, unchanged. For a [`cause`](Failure::cause) these are the bytes of the whole document
    /// that contains it.
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }

    /// Returns the time limit at which Lambda stopped the function, if this is a [timeout](FailureKind::Timeout) and
    /// Lambda's message contains the limit.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use std::time::Duration;
    ///
    /// use lambda_client::failure::Failure;
    ///
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

/// Prints `type: message`, or the part of it that is known.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not_empty = |text: &&str| !text.is_empty();
        match (
            self.error_type().filter(not_empty),
            self.message()
                .filter(not_empty)
                .filter(|_| !self.is_private),
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

/// Omits the raw bytes: they may be long, and may contain what does not belong in a log.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("kind", &self.kind)
            .field("did_run", &self.did_run)
            .field("error_type", &self.error_type)
            .field(
                "message",
                &self.message.as_ref().filter(|_| !self.is_private),
            )
            .field("trace", &self.trace)
            .field("causes", &self.causes())
            .field("raw_len", &self.raw.len())
            .finish()
    }
}

/// The source of a failure is its [cause](Failure::cause).
impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}

#[cfg(test)]
mod tests;
