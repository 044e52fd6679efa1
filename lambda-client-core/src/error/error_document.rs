//! The error document, as a function answers with it.

use bytes::Bytes;
use serde::Serialize;

use crate::error::{Error, FunctionError, reserved_prefix};

/// What a function answers with instead of a result, in the form that Lambda's runtimes use:
/// `{"errorType": .., "errorMessage": ..}`, with `stackTrace` and `cause` where they are known.
///
/// The caller reads it as a [`Failure`](crate::failure::Failure).
///
/// ```
/// use lambda_client_core::server::ErrorDocument;
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

/// Where an error comes from, if the document was made from an [`Error`](Error).
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
    /// A document of this `errorType` and this `errorMessage`.
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

    /// Returns the same document under a name that is not one of the platform's: the first dot becomes `_`.
    pub(crate) fn outside_platform_namespaces(mut self) -> Self {
        if let Some(dot) = reserved_prefix(&self.error_type) {
            self.error_type.replace_range(dot..=dot, "_");
        }
        self
    }

    /// The same document with these lines as its `stackTrace`, innermost frame first as Java and .NET have it.
    pub fn with_stack_trace(mut self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.stack_trace = lines.into_iter().map(Into::into).collect();
        self
    }

    /// The same document with another one as its `cause`.
    pub fn with_cause(mut self, cause: ErrorDocument) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// The same document with several causes, as `causes` beside the first one as `cause`; .NET has both.
    pub fn with_causes(mut self, causes: impl IntoIterator<Item = ErrorDocument>) -> Self {
        self.causes = causes.into_iter().collect();
        self.cause = self.causes.first().cloned().map(Box::new);
        if self.causes.len() == 1 {
            self.causes.clear();
        }
        self
    }

    /// The `errorType`, by which a caller tells errors apart.
    pub fn error_type(&self) -> &str {
        &self.error_type
    }

    /// The `errorMessage`.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The lines of the `stackTrace`; none by default.
    pub fn stack_trace(&self) -> &[String] {
        &self.stack_trace
    }

    /// The `cause`, where there is one.
    pub fn cause(&self) -> Option<&ErrorDocument> {
        self.cause.as_deref()
    }

    /// The JSON that goes over the wire.
    pub fn to_bytes(&self) -> Bytes {
        // Strings, lists and nested documents always serialise; an answer without an error document would be worse than
        // an empty one all the same.
        serde_json::to_vec(self).map_or(Bytes::from_static(b"{}"), Bytes::from)
    }
}

impl From<Error> for ErrorDocument {
    /// What a handler answers with that ends with this error; see [`FunctionError::to_document`](FunctionError::to_document).
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
    }
}
