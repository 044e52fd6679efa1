//! The Java runtime's own errors, which have no stack trace.

use crate::certainty::DidRun;
use crate::failure::FailureKind::{self, BadEvent, BadResult, Init};

/// Reads a document of the Java runtime that has no stack trace.
pub(super) fn recognize(error_type: Option<&str>, message: &str) -> Option<(FailureKind, DidRun)> {
    let known = match (error_type, message) {
        (Some("java.lang.RuntimeException"), "An error occurred during JSON parsing") => {
            (BadEvent, DidRun::InitOnly)
        }
        (
            Some("java.lang.RuntimeException"),
            "An error occurred during JSON serialization of response",
        ) => (BadResult, DidRun::Yes),
        _ if is_init(error_type, message) => (Init, DidRun::InitOnly),
        _ => return None,
    };
    Some(known)
}

/// Returns whether the Java runtime could not load or create the handler.
fn is_init(error_type: Option<&str>, message: &str) -> bool {
    let begins = |start| message.starts_with(start);
    let of_class = begins("Class ");
    match error_type {
        Some("java.lang.ClassNotFoundException") => begins("Class not found: "),
        Some("java.lang.Exception") => {
            of_class
                && (message.ends_with(" has no public zero-argument constructor")
                    || message.ends_with(
                        " cannot be instantiated because it is a non-static inner class",
                    ))
        }
        // The type is that of the exception that loading the class threw.
        Some(name) => {
            is_throwable(name)
                && (begins("Error loading class ") || begins("Error loading method "))
        }
        None => {
            begins("Invalid handler: `")
                || begins("Invalid class signature for RequestHandler. ")
                || begins("Class does not implement an appropriate handler interface: ")
                || (begins("No public method named ")
                    && message.contains(" with appropriate method signature found on class "))
                || (of_class
                    && (message.contains(
                        " does not implement RequestHandler with concrete type parameters",
                    ) || message.contains(" has no public method named ")))
        }
    }
}

/// Returns whether this could be the full name of a Java class that can be thrown.
fn is_throwable(name: &str) -> bool {
    name.contains('.') && (name.ends_with("Error") || name.ends_with("Exception"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::parsed_document::ParsedDocument;
    use crate::failure::startup;

    const INIT: Option<(FailureKind, DidRun)> = Some((Init, DidRun::InitOnly));

    fn read(json: &serde_json::Value) -> Option<(FailureKind, DidRun)> {
        startup::recognize(&ParsedDocument::read(json.to_string().as_bytes()))
    }

    #[test]
    fn half_of_a_java_message_is_an_errors_own() {
        for message in [
            "No public method named run",
            "nothing with appropriate method signature found on class app.Handler",
            "it does not implement RequestHandler with concrete type parameters",
            "Class app.Handler",
        ] {
            assert!(!is_init(None, message), "{message}");
        }
    }

    #[test]
    fn a_java_handler_that_cannot_be_loaded() {
        for (error_type, message) in [
            (
                Some("java.lang.ClassNotFoundException"),
                "Class not found: app.Handler",
            ),
            (
                Some("java.lang.NoClassDefFoundError"),
                "Error loading class app.Handler: app/Base",
            ),
            (
                Some("app.ConfigException"),
                "Error loading class app.Handler: no region",
            ),
            (
                Some("java.lang.NoClassDefFoundError"),
                "Error loading method run on class app.Handler",
            ),
            (
                Some("java.lang.Exception"),
                "Class app.Handler has no public zero-argument constructor",
            ),
            (
                Some("java.lang.Exception"),
                "Class app.Handler cannot be instantiated because it is a non-static inner class",
            ),
            (None, "Invalid handler: `app'"),
            (
                None,
                "Class does not implement an appropriate handler interface: app.Handler",
            ),
            (
                None,
                "No public method named run with appropriate method signature found on class app.Handler",
            ),
            (None, "Class app.Handler has no public method named run"),
            (
                None,
                "Class app.Handler does not implement RequestHandler with concrete type parameters",
            ),
            (
                None,
                "Invalid class signature for RequestHandler. Expected two generic types, got 1",
            ),
        ] {
            let mut document =
                serde_json::json!({ "errorMessage": message, "errorType": error_type });
            assert_eq!(read(&document), INIT, "{message}");
            document["stackTrace"] = serde_json::json!([]);
            assert_eq!(read(&document), INIT, "{message}");
            // The frames of a handler that throws the same itself.
            document["stackTrace"] = serde_json::json!(["app.Handler.run(Handler.java:7)"]);
            assert_eq!(read(&document), None, "{message}");
        }
        for (error_type, message) in [
            ("java.lang.ClassNotFoundException", "app.Plugin"),
            ("PluginError", "Class not found: app.Plugin"),
            ("DbError", "Error loading class 5 of the school"),
            ("java.lang.Exception", "Class 5 is full"),
        ] {
            let document = serde_json::json!({ "errorMessage": message, "errorType": error_type });
            assert_eq!(read(&document), None, "{message}");
        }
    }

    #[test]
    fn java_converts_the_event_before_the_handler_and_the_result_after_it() {
        let document = |message: &str, trace: &[&str]| {
            read(&serde_json::json!({
                "errorMessage": message,
                "errorType": "java.lang.RuntimeException",
                "stackTrace": trace,
                "cause": { "errorMessage": "bad", "errorType": "java.io.UncheckedIOException" },
            }))
        };
        let parsing = "An error occurred during JSON parsing";
        assert_eq!(document(parsing, &[]), Some((BadEvent, DidRun::InitOnly)));
        assert_eq!(
            document(parsing, &["app.Handler.run(Handler.java:7)"]),
            None
        );
        assert_eq!(
            document(
                "An error occurred during JSON serialization of response",
                &[]
            ),
            Some((BadResult, DidRun::Yes))
        );
    }
}
