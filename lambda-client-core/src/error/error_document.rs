//! The error document that a function sends.

use bytes::Bytes;
use serde::Serialize;

use crate::error::{Error, FunctionError, sendable_type};

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorDocument {
    error_type: String,
    #[serde(rename = "errorMessage")]
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stack_trace: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Box<ErrorDocument>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    causes: Vec<ErrorDocument>,
    #[serde(skip)]
    origin: Origin,
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

    /// Returns the same document under a name that is not one of the platform's.
    pub(crate) fn outside_platform_namespaces(mut self) -> Self {
        self.error_type = sendable_type(self.error_type);
        self
    }

    /// Sets the lines of the `stackTrace`, innermost frame first, as Java and .NET send them.
    #[must_use]
    pub fn with_stack_trace(mut self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.stack_trace = lines.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the `cause`.
    #[must_use]
    pub fn with_cause(mut self, cause: ErrorDocument) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// Sets several `causes`; the first one is also the `cause`, as .NET sends them.
    #[must_use]
    pub fn with_causes(mut self, causes: impl IntoIterator<Item = ErrorDocument>) -> Self {
        self.causes = causes.into_iter().collect();
        self.cause = self.causes.first().cloned().map(Box::new);
        if self.causes.len() == 1 {
            self.causes.clear();
        }
        self
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
        self.cause.as_deref()
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
    use super::ErrorDocument;

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
