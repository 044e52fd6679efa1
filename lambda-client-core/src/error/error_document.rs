//! The error document that a function sends.

use bytes::Bytes;
use serde::{Serialize, Serializer};

use crate::certainty::DidRun;
#[cfg(feature = "step-functions")]
use crate::error::LambdaFailure;
use crate::error::{Error, FunctionError, sendable_type};
use crate::failure::{Failure, FailureKind, MAX_CAUSES};

/// The error that a function returns instead of a result, in the form of Lambda's runtimes:
/// `{"errorType": .., "errorMessage": ..}`, with `stackTrace` and `cause` if they are known.
///
/// Callers decode it as a [`Failure`](crate::failure::Failure).
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::server::ErrorDocument;
///
/// let document = ErrorDocument::new("OutOfStock", "no A-1 left");
/// assert_eq!(
///     document.to_bytes(),
///     r#"{"errorType":"OutOfStock","errorMessage":"no A-1 left"}"#,
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorDocument {
    error_type: String,
    message: String,
    stack_trace: Vec<String>,
    cause: Option<Box<ErrorDocument>>,
    /// Several causes. The first one is the `cause`, unless that was set later.
    causes: Vec<ErrorDocument>,
    /// How many causes are nested below this document, at most [`MAX_CAUSES`].
    depth: u8,
    origin: Origin,
}

/// The fields that are sent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    error_type: &'a str,
    error_message: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    stack_trace: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Box<Fields<'a>>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    causes: &'a [ErrorDocument],
}

impl Serialize for ErrorDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.fields().serialize(serializer)
    }
}

/// Where an error comes from, if the document was made from an [`Error`].
#[derive(Clone, Copy, Debug, Default, Eq)]
pub(crate) enum Origin {
    /// Made from a typed error or by hand, which say nothing about it.
    #[default]
    Unknown,
    /// Made by the handler, through `Error::function`.
    Handler,
    /// Returned by one of the handler's own calls.
    Downstream,
    /// Made by Lambda, or on the way to it, and not by the function that was called.
    #[cfg(feature = "step-functions")]
    Lambda(LambdaFailure),
}

/// Documents that read the same are equal, wherever they come from.
impl PartialEq for Origin {
    fn eq(&self, _: &Origin) -> bool {
        true
    }
}

impl ErrorDocument {
    /// Creates a document with this `errorType` and this `errorMessage`.
    pub fn new(error_type: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            error_type: error_type.into(),
            message: message.into(),
            stack_trace: Vec::new(),
            cause: None,
            causes: Vec::new(),
            depth: 0,
            origin: Origin::Unknown,
        }
    }

    pub(crate) fn with_origin(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    pub(crate) fn origin(&self) -> Origin {
        self.origin
    }

    /// Returns the document with which the task of a state machine ends: an error that it received from its call is its own.
    #[cfg(feature = "step-functions")]
    pub(crate) fn into_task_error(self) -> ErrorDocument {
        let mut document = match (self.origin, self.cause) {
            (Origin::Downstream, Some(cause)) => *cause,
            (_, cause) => return ErrorDocument { cause, ..self },
        };
        if let Origin::Lambda(failure) = document.origin {
            document.error_type = failure.error_name();
        }
        document
    }

    /// Returns the document as one that callers take for an error of the handler, and for nothing that the platform says: without
    /// a reserved name, and without the marks of a runtime that could not load the function.
    pub(crate) fn into_handlers_own(mut self) -> Self {
        self.error_type = sendable_type(self.error_type);
        if !self.is_handlers_own() {
            // A runtime that could not load the function is known by frames, and by names together with their message.
            self.stack_trace.clear();
            self.error_type = self.error_type.replace('.', "_");
        }
        if !self.is_handlers_own() {
            // A name that says nothing leaves it to the message.
            self.error_type.insert(0, '_');
        }
        self
    }

    /// Returns whether a caller would read that the handler ran and failed.
    fn is_handlers_own(&self) -> bool {
        let failure = Failure::decode(self.clone().without_causes().to_bytes());
        failure.kind() == FailureKind::Application && failure.did_run() == DidRun::Yes
    }

    fn without_causes(mut self) -> Self {
        self.limit_causes(0);
        self
    }

    /// Sets the lines of the `stackTrace`, innermost frame first, as Java and .NET send them.
    #[must_use]
    pub fn with_stack_trace(mut self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.stack_trace = lines.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the `cause`.
    ///
    /// Causes are kept to a depth of 32, the depth to which a [`Failure`](crate::failure::Failure) decodes them.
    #[must_use]
    pub fn with_cause(mut self, cause: ErrorDocument) -> Self {
        self.cause = Some(Box::new(cause));
        self.below_limit()
    }

    /// Sets several `causes`; the first one is also the `cause`, as .NET sends them, but without its own causes.
    ///
    /// Causes are kept to a depth of 32, the depth to which a [`Failure`](crate::failure::Failure) decodes them.
    #[must_use]
    pub fn with_causes(mut self, causes: impl IntoIterator<Item = ErrorDocument>) -> Self {
        self.causes = causes.into_iter().collect();
        self.cause = None;
        if self.causes.len() == 1 {
            self.cause = self.causes.pop().map(Box::new);
        }
        self.below_limit()
    }

    fn children(&mut self) -> impl Iterator<Item = &mut ErrorDocument> {
        self.cause
            .as_deref_mut()
            .into_iter()
            .chain(&mut self.causes)
    }

    /// Drops the causes that are nested too deep: recursion over any number of them would overflow the stack.
    fn below_limit(mut self) -> Self {
        let mut depth = 0;
        for cause in self.children() {
            cause.limit_causes(MAX_CAUSES - 1);
            depth = depth.max(cause.depth + 1);
        }
        self.depth = depth;
        self
    }

    fn limit_causes(&mut self, depth: u8) {
        if self.depth <= depth {
            return;
        }
        self.depth = depth;
        match depth.checked_sub(1) {
            Some(depth) => self.children().for_each(|cause| cause.limit_causes(depth)),
            None => {
                self.cause = None;
                self.causes.clear();
            }
        }
    }

    /// Returns the `errorType`, by which a caller tells errors apart.
    pub fn error_type(&self) -> &str {
        &self.error_type
    }

    /// Returns the `errorMessage`.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the lines of the `stackTrace`; empty by default.
    pub fn stack_trace(&self) -> &[String] {
        &self.stack_trace
    }

    /// Returns the `cause`, if there is one.
    pub fn cause(&self) -> Option<&ErrorDocument> {
        self.cause.as_deref().or(self.causes.first())
    }

    fn fields(&self) -> Fields<'_> {
        let cause = match &self.cause {
            Some(cause) => Some(cause.fields()),
            // It is complete among the causes. Sent twice at each level, it would double the document with each.
            None => self.causes.first().map(|cause| Fields {
                cause: None,
                causes: &[],
                ..cause.fields()
            }),
        };
        Fields {
            error_type: &self.error_type,
            error_message: &self.message,
            stack_trace: &self.stack_trace,
            cause: cause.map(Box::new),
            causes: &self.causes,
        }
    }

    /// Returns the document as JSON, as it is sent.
    pub fn to_bytes(&self) -> Bytes {
        // Strings, lists and nested documents always serialize. Should that change, an empty document is still better than
        // a response that is not one.
        serde_json::to_vec(self).map_or(Bytes::from_static(b"{}"), Bytes::from)
    }
}

impl From<Error> for ErrorDocument {
    /// Converts the error that a handler returns; see [`FunctionError::to_document`].
    fn from(error: Error) -> Self {
        FunctionError::to_document(&error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::known_names;

    #[test]
    fn no_name_that_the_decoder_knows_is_sent_by_a_handler() {
        for name in known_names() {
            for message in ["", "Task timed out after 3.00 seconds"] {
                let document = ErrorDocument::new(&*name, message).into_handlers_own();
                assert!(document.is_handlers_own(), "{name} {document:?}");
                let error = Error::function(&*name, message);
                assert!(error.to_document().is_handlers_own(), "{name}");
            }
        }
    }

    #[test]
    fn writes_only_what_is_known() {
        assert_eq!(
            ErrorDocument::new("", "").to_bytes(),
            r#"{"errorType":"","errorMessage":""}"#
        );
        let cause = ErrorDocument::new("java.io.IOException", "disk \"full\"\n");
        let document = ErrorDocument::new("com.acme.Failed", "größer")
            .with_stack_trace(["at a.b(C.java:1)", "at d"])
            .with_cause(cause);
        assert_eq!(
            document.to_bytes(),
            concat!(
                r#"{"errorType":"com.acme.Failed","errorMessage":"größer","#,
                r#""stackTrace":["at a.b(C.java:1)","at d"],"#,
                r#""cause":{"errorType":"java.io.IOException","errorMessage":"disk \"full\"\n"}}"#
            )
        );
    }

    #[test]
    fn the_first_of_several_causes_is_sent_whole_only_among_them() {
        let leaf = || ErrorDocument::new("Leaf", "");
        let inner = ErrorDocument::new("Inner", "").with_causes([leaf(), leaf()]);
        let outer = ErrorDocument::new("Outer", "").with_causes([inner, leaf()]);
        let json: serde_json::Value = serde_json::from_slice(&outer.to_bytes()).unwrap();
        assert_eq!(json["cause"]["errorType"], "Inner");
        assert_eq!(json["cause"].get("causes"), None, "{json}");
        assert_eq!(json["causes"][0]["causes"][0]["errorType"], "Leaf");
    }

    #[test]
    fn gives_back_its_parts() {
        let cause = ErrorDocument::new("Inner", "in");
        let document = ErrorDocument::new("Outer", "out").with_cause(cause.clone());
        assert_eq!(document.error_type(), "Outer");
        assert_eq!(document.message(), "out");
        assert!(document.stack_trace().is_empty());
        assert_eq!(document.cause(), Some(&cause));
        assert_eq!(cause.cause(), None);
        let traced = document.with_stack_trace(["at a", "at b"]);
        assert_eq!(traced.stack_trace(), ["at a", "at b"]);
    }

    #[test]
    fn a_chain_of_any_length_is_cut_at_the_depth_that_is_decoded() {
        let mut document = ErrorDocument::new("0", "");
        for number in 1..=5_000 {
            let cause = document.clone();
            document = ErrorDocument::new(number.to_string(), "");
            document = match number % 2 {
                0 => document.with_cause(cause),
                _ => document.with_causes([cause, ErrorDocument::new("other", "")]),
            };
        }
        let mut names = Vec::new();
        let mut next = Some(&document);
        while let Some(document) = next {
            names.push(document.error_type());
            next = document.cause();
        }
        let expected: Vec<_> = (5_000 - 32..=5_000).rev().map(|n| n.to_string()).collect();
        assert_eq!(names, expected);

        let failure = Failure::decode(document.to_bytes());
        let chain = std::iter::successors(Some(&failure), |failure| failure.cause());
        let decoded: Vec<_> = chain.map(|failure| failure.error_type().unwrap()).collect();
        assert_eq!(decoded, expected);
        assert!(document.to_bytes().len() < 10_000);
    }

    #[test]
    fn a_document_does_not_claim_that_its_handler_was_not_entered() {
        let loader = "    at async UserFunctionLoader.load (file:///var/runtime/index.mjs:504:20)";
        for document in [
            ErrorDocument::new("java.lang.ClassNotFoundException", "Class not found: a.B"),
            ErrorDocument::new("a.BException", "Error loading class a.B"),
            ErrorDocument::new(
                "java.lang.RuntimeException",
                "An error occurred during JSON parsing",
            ),
            ErrorDocument::new("Error", "x").with_stack_trace([loader]),
            ErrorDocument::new("Runtime.InitError", "x"),
            ErrorDocument::new("Init<X>", "x"),
        ] {
            let read = |document: &ErrorDocument| Failure::decode(document.to_bytes()).did_run();
            assert_ne!(read(&document), DidRun::Yes, "{document:?}");
            let sent = document.into_handlers_own();
            assert_eq!(read(&sent), DidRun::Yes, "{sent:?}");
        }
        let own = ErrorDocument::new("com.acme.Closed", "on Sundays").with_stack_trace(["at a"]);
        assert_eq!(own.clone().into_handlers_own(), own);
    }

    #[test]
    fn a_single_cause_is_sent_once() {
        let cause = |name: &str| ErrorDocument::new(name, "");
        let text = |causes: &[ErrorDocument]| {
            let document = ErrorDocument::new("Outer", "").with_causes(causes.iter().cloned());
            String::from_utf8(document.to_bytes().to_vec()).unwrap()
        };
        let one = text(&[cause("First")]);
        assert!(
            one.contains("\"cause\":") && !one.contains("\"causes\":"),
            "{one}"
        );
        let two = text(&[cause("First"), cause("Second")]);
        assert!(
            two.contains("\"cause\":") && two.contains("\"causes\":"),
            "{two}"
        );
    }
}
