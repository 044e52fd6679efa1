//! What an error document says happened, and whether the function ran.

use crate::certainty::DidRun;
use crate::failure::FailureKind::{self, Application, Exit, OutOfMemory, Unreadable};
use crate::failure::names::by_name;
use crate::failure::parsed_document::ParsedDocument;
use crate::failure::{startup, words};

/// Returns what the document says happened, and whether the function ran.
pub(crate) fn classify(document: &ParsedDocument) -> (FailureKind, DidRun) {
    let message = document.message.as_deref();
    let name = document.error_type.as_deref();
    let name = name.filter(|name| is_specific(name));
    match name.and_then(by_name) {
        Some((Exit, did_run)) if message.is_some_and(words::is_killed) => (OutOfMemory, did_run),
        Some(known) => known,
        None => startup::recognize(document).unwrap_or_else(|| match name {
            Some(_) => (Application, DidRun::Yes),
            None => classify_untyped(message, document.is_complete),
        }),
    }
}

/// Returns whether the name says what failed. Some emulators and old runtimes repeat the header of the function error instead.
fn is_specific(name: &str) -> bool {
    !name.is_empty()
        && !name.eq_ignore_ascii_case("unhandled")
        && !name.eq_ignore_ascii_case("handled")
}

/// Classifies documents whose `errorType` is missing or says nothing, and text that is not a document.
fn classify_untyped(message: Option<&str>, is_complete: bool) -> (FailureKind, DidRun) {
    match message {
        Some(text) => match words::kind(text) {
            Some(kind) => (kind, DidRun::Yes),
            // Of an error that is too large, the .NET runtime keeps only the message.
            None if is_complete => (Application, DidRun::Yes),
            // The type may be in the part that is missing.
            None => (Unreadable, DidRun::Unknown),
        },
        // The header says that the function failed, but not that the handler was entered: custom runtimes report a failed
        // initialization in the same way, and Lambda may have nothing to report.
        None => (Unreadable, DidRun::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::FailureKind::{Extension, Init, Platform, Timeout};

    fn typed(name: &str, message: Option<&str>) -> (FailureKind, DidRun) {
        classify(&ParsedDocument {
            error_type: Some(name.to_owned()),
            message: message.map(str::to_owned),
            is_complete: true,
            ..ParsedDocument::default()
        })
    }

    #[test]
    fn names_of_the_platform_differ_from_the_functions_own() {
        assert_eq!(typed("Runtime.Unknown", None), (Platform, DidRun::Unknown));
        assert_eq!(typed("Function.Unknown", None), (Platform, DidRun::Unknown));
        assert_eq!(typed("Sandbox.Failure", None), (Platform, DidRun::Unknown));
        assert_eq!(typed("Extension.Odd", None), (Extension, DidRun::Unknown));
        assert_eq!(typed("RuntimeError", None), (Application, DidRun::Yes));
        assert_eq!(
            typed("java.lang.RuntimeException", None),
            (Application, DidRun::Yes)
        );
        assert_eq!(typed("runtime.ExitError", None), (Application, DidRun::Yes));
    }

    #[test]
    fn ruby_wraps_its_classes() {
        assert_eq!(
            typed("Function<RuntimeError>", None),
            (Application, DidRun::Yes)
        );
        assert_eq!(typed("Init<LoadError>", None), (Init, DidRun::InitOnly));
        assert_eq!(
            typed("Runtime<StandardError>", None),
            (Platform, DidRun::Unknown)
        );
    }

    #[test]
    fn a_killed_process_counts_as_out_of_memory() {
        let killed = "RequestId: 1-2-3 Error: Runtime exited with error: signal: killed";
        assert_eq!(
            typed("Runtime.ExitError", Some(killed)),
            (OutOfMemory, DidRun::Yes)
        );
        let aborted = "RequestId: 1-2-3 Error: Runtime exited with error: signal: aborted";
        assert_eq!(
            typed("Runtime.ExitError", Some(aborted)),
            (Exit, DidRun::Yes)
        );
        assert_eq!(
            typed("OrderError", Some(killed)),
            (Application, DidRun::Yes)
        );
    }

    #[test]
    fn a_document_that_is_cut_off_before_its_type_proves_nothing() {
        assert_eq!(
            classify_untyped(Some("boom"), true),
            (Application, DidRun::Yes)
        );
        assert_eq!(
            classify_untyped(Some("boom"), false),
            (Unreadable, DidRun::Unknown)
        );
        assert_eq!(classify_untyped(None, true), (Unreadable, DidRun::Unknown));
    }

    #[test]
    fn a_name_that_repeats_the_header_says_nothing() {
        let timeout = "2026-11-21T10:00:00.000Z 5b1c Task timed out after 2 seconds";
        let exit = "RequestId: 5b1c Error: Runtime exited with error: exit status 1";
        let killed = "RequestId: 5b1c Error: Runtime exited with error: signal: killed";
        for name in ["Unhandled", "Handled", "handled", ""] {
            for (message, kind) in [
                (timeout, Timeout),
                (exit, Exit),
                (killed, OutOfMemory),
                ("Process exited before completing request", Exit),
                ("out of cups", Application),
            ] {
                assert_eq!(
                    typed(name, Some(message)),
                    (kind, DidRun::Yes),
                    "{name} {message}"
                );
            }
            assert_eq!(typed(name, None), (Unreadable, DidRun::Unknown), "{name}");
        }
        // An application may use Lambda's words under another name.
        assert_eq!(
            typed("OrderError", Some(timeout)),
            (Application, DidRun::Yes)
        );
    }
}
