//! Recognizes, by message and stack trace, what a runtime reports under a name that an application could use: that it could
//! not load the handler, or could not convert the event or the result.

mod java;
mod node;

use crate::certainty::DidRun;
use crate::failure::FailureKind::{self, Init};
use crate::failure::parsed_document::ParsedDocument;

/// Returns what happened if the document has the marks of a runtime.
pub(crate) fn recognize(document: &ParsedDocument) -> Option<(FailureKind, DidRun)> {
    if is_python_init(document) || node::was_loading(&document.trace) {
        return Some((Init, DidRun::InitOnly));
    }
    // Java reports an exception of the handler with the frames of the handler, its own errors without any.
    if !document.trace.is_empty() || !document.is_complete {
        return None;
    }
    java::recognize(document.error_type.as_deref(), document.message.as_deref()?)
}

/// Returns whether the Python runtime failed to initialize: it leaves the request ID empty then, and sets it in every error of a
/// handler.
fn is_python_init(document: &ParsedDocument) -> bool {
    document.request_id.as_deref() == Some("") && document.has_stack_trace
}

#[cfg(test)]
mod tests {
    use super::*;

    const INIT: Option<(FailureKind, DidRun)> = Some((Init, DidRun::InitOnly));

    #[test]
    fn pythons_empty_request_id_means_initialization() {
        let document = |request_id: &str, has_stack_trace| ParsedDocument {
            error_type: Some("RuntimeError".into()),
            request_id: Some(request_id.into()),
            has_stack_trace,
            ..ParsedDocument::default()
        };
        assert_eq!(recognize(&document("", true)), INIT);
        assert_eq!(recognize(&document("1-2-3", true)), None);
        assert_eq!(recognize(&document("", false)), None);
    }

    #[test]
    fn a_document_that_is_cut_off_may_have_had_a_trace() {
        let cut = br#"{"errorMessage":"Class not found: a.B","errorType":"java.lang.ClassNotFoundException""#;
        assert_eq!(recognize(&ParsedDocument::read(cut)), None);
    }
}
