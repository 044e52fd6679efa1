//! The kinds of failure, by the names and messages of Lambda and its runtimes.

use std::fmt;

use crate::certainty::DidRun;
use crate::failure::parsed_document::ParsedDocument;
use crate::failure::words;
use FailureKind::{
    Application, BadEvent, BadResult, Downstream, Exit, Extension, Init, OutOfMemory, Platform,
    ResponseTooLarge, Streaming, Timeout, Unreadable,
};

/// What kind of failure the function's error document reports.
///
/// It is derived from the document's `errorType`, or from the message of older documents without one. Names that begin with
/// `Runtime.`, `Sandbox.`, `Function.` or `Extension.` belong to Lambda and its runtimes; every other name is the
/// function's own.
///
/// New kinds may be added, so a `match` needs a wildcard arm.
///
/// Sources of the names: AWS Lambda Developer Guide, "Troubleshoot execution issues in Lambda", "Understanding
/// the Lambda execution environment lifecycle" and the pages on errors of each runtime; the source of AWS's
/// runtime interface clients.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum FailureKind {
    /// The function's own code reported the error.
    Application,
    /// Lambda stopped the function at its time limit: `Sandbox.Timedout`, or `Task timed out after 3.00 seconds`.
    ///
    /// The time may include initialization: when that takes longer than its own limit of 10 seconds, Lambda
    /// runs it again as part of the first invocation.
    Timeout,
    /// The function's process was killed, most probably because it had run out of memory:
    /// `Runtime.OutOfMemory`, or an exit by `signal: killed`.
    ///
    /// A process that is killed for another reason looks the same; `Max Memory Used` in the
    /// [`Report`](crate::log::Report) distinguishes them.
    OutOfMemory,
    /// The function's process ended in another way before it had responded: `Runtime.ExitError`,
    /// `Runtime.NodeJsExit`, `Runtime.UnhandledPromiseRejection`, `Process exited before completing request`.
    Exit,
    /// The function could not be started: its code could not be loaded, its handler was not found, its initialization
    /// failed, or its image is misconfigured. The handler was not entered.
    Init,
    /// A Lambda extension failed: `Extension.LaunchError`, `Extension.InitError`, `Extension.ExitError`,
    /// `Extension.Crash`.
    Extension,
    /// The handler finished, but its result is larger than Lambda allows:
    /// `Function.ResponseSizeTooLarge`.
    ResponseTooLarge,
    /// The runtime could not deserialize the event: `Runtime.UnmarshalError`, or the `DeserializeError` of
    /// the Rust runtime. The handler was not entered.
    BadEvent,
    /// The handler finished, but its result could not be serialized: `Runtime.MarshalError`,
    /// `Runtime.SerializationError`.
    BadResult,
    /// A streamed response broke, or was not allowed: `Runtime.StreamError`, `Runtime.TruncatedResponse` and
    /// similar names.
    Streaming,
    /// The function propagated an error of a function that it had called itself:
    /// `lambda_client.Downstream`. That error is the [cause](super::Failure::cause).
    Downstream,
    /// Lambda or the runtime reports another failure, or cannot say what happened: `Runtime.Unknown`,
    /// `Function.Unknown`, `Sandbox.Failure`, and names that this crate does not know.
    Platform,
    /// The error document is missing, or does not say what failed. The bytes are in
    /// [`Failure::raw`](super::Failure::raw).
    Unreadable,
}

impl FailureKind {
    /// Returns the kind as a label for metrics and logs, for example `out_of_memory`.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::failure::FailureKind;
    ///
    /// assert_eq!(FailureKind::OutOfMemory.as_str(), "out_of_memory");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Application => "application",
            Timeout => "timeout",
            OutOfMemory => "out_of_memory",
            Exit => "exit",
            Init => "init",
            Extension => "extension",
            ResponseTooLarge => "response_too_large",
            BadEvent => "bad_event",
            BadResult => "bad_result",
            Streaming => "streaming",
            Downstream => "downstream",
            Platform => "platform",
            Unreadable => "unreadable",
        }
    }
}

/// The label of [`as_str`](FailureKind::as_str).
impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The names with a known meaning, and what each proves.
///
/// A process may exit (`Runtime.ExitError`) while the runtime starts, and a timeout may occur during initialization that runs
/// within the invocation. Both count as a run: the function's code did run for this event, so it must not be retried unasked.
const NAMES: &[(&str, FailureKind, DidRun)] = &[
    ("Sandbox.Timedout", Timeout, DidRun::Yes),
    ("Runtime.InvokeTimeout", Timeout, DidRun::Yes),
    ("Runtime.OutOfMemory", OutOfMemory, DidRun::Yes),
    ("Runtime.ExitError", Exit, DidRun::Yes),
    ("Runtime.NodeJsExit", Exit, DidRun::Yes),
    ("Runtime.NodejsExit", Exit, DidRun::Yes),
    ("Runtime.UnhandledPromiseRejection", Exit, DidRun::Yes),
    ("Runtime.InitError", Init, DidRun::InitOnly),
    ("Runtime.ImportModuleError", Init, DidRun::InitOnly),
    ("Runtime.HandlerNotFound", Init, DidRun::InitOnly),
    ("Runtime.UserCodeSyntaxError", Init, DidRun::InitOnly),
    ("Runtime.MalformedHandlerName", Init, DidRun::InitOnly),
    ("Runtime.InvalidEntrypoint", Init, DidRun::InitOnly),
    ("Runtime.InvalidWorkingDir", Init, DidRun::InitOnly),
    ("Runtime.InvalidTaskConfig", Init, DidRun::InitOnly),
    ("Runtime.PermissionDenied", Init, DidRun::InitOnly),
    (
        "Runtime.LambdaContextUnmarshalError",
        Init,
        DidRun::InitOnly,
    ),
    ("Runtime.BuiltInModuleConflict", Init, DidRun::InitOnly),
    ("Runtime.BeforeSnapshotError", Init, DidRun::InitOnly),
    ("Runtime.AfterRestoreError", Init, DidRun::InitOnly),
    ("LambdaRuntimeClientError", Init, DidRun::InitOnly),
    ("Extension.LaunchError", Extension, DidRun::InitOnly),
    ("Extension.InitError", Extension, DidRun::InitOnly),
    ("Extension.ExitError", Extension, DidRun::Unknown),
    ("Extension.Crash", Extension, DidRun::Unknown),
    (
        "Function.ResponseSizeTooLarge",
        ResponseTooLarge,
        DidRun::Yes,
    ),
    ("Runtime.UnmarshalError", BadEvent, DidRun::InitOnly),
    // A type of the Rust runtime.
    (
        "&lambda_runtime::deserializer::DeserializeError",
        BadEvent,
        DidRun::InitOnly,
    ),
    ("Runtime.MarshalError", BadResult, DidRun::Yes),
    ("Runtime.SerializationError", BadResult, DidRun::Yes),
    ("Runtime.InvalidStreamingOperation", Streaming, DidRun::Yes),
    ("Runtime.MalformedStreamingHandler", Streaming, DidRun::Yes),
    ("Runtime.StreamError", Streaming, DidRun::Yes),
    ("Runtime.TruncatedResponse", Streaming, DidRun::Yes),
    ("Runtime.InvalidResponseModeHeader", Streaming, DidRun::Yes),
    ("lambda_client.Downstream", Downstream, DidRun::Yes),
    // Step Functions' name for a function that died without reporting an error.
    ("Lambda.Unknown", Platform, DidRun::Unknown),
];

/// The platform's namespaces: names that are not in `NAMES` have an unknown meaning and prove nothing.
const NAME_SPACES: &[(&str, FailureKind, DidRun)] = &[
    ("Runtime.", Platform, DidRun::Unknown),
    ("Sandbox.", Platform, DidRun::Unknown),
    ("Function.", Platform, DidRun::Unknown),
    ("Extension.", Extension, DidRun::Unknown),
    // Ruby wraps the class. `Function<..>` is not listed: it is an error of the handler.
    ("Init<", Init, DidRun::InitOnly),
    ("Runtime<", Platform, DidRun::Unknown),
];

/// Returns what the document says happened, and whether the function ran.
pub(crate) fn classify(document: &ParsedDocument) -> (FailureKind, DidRun) {
    let message = document.message.as_deref();
    let Some(name) = document
        .error_type
        .as_deref()
        .filter(|name| !name.is_empty())
    else {
        return classify_untyped(message, document.is_complete);
    };
    match by_name(name) {
        Some((Exit, did_run)) if message.is_some_and(words::is_killed) => (OutOfMemory, did_run),
        Some(known) => known,
        None if is_python_init(document) => (Init, DidRun::InitOnly),
        None if was_thrown_while_loading(document) => (Application, DidRun::Unknown),
        None => (Application, DidRun::Yes),
    }
}

/// Returns whether callers read a statement of the platform or of this library from this `errorType`.
pub(crate) fn is_reserved(name: &str) -> bool {
    let ours_or_step_functions = name.starts_with("lambda_client.") || name.starts_with("States.");
    ours_or_step_functions || by_name(name).is_some()
}

fn by_name(name: &str) -> Option<(FailureKind, DidRun)> {
    let exact = NAMES.iter().find(|(known, ..)| *known == name);
    let known = exact.or_else(|| {
        NAME_SPACES
            .iter()
            .find(|(prefix, ..)| name.starts_with(prefix))
    });
    known.map(|(_, kind, did_run)| (*kind, *did_run))
}

/// Classifies documents without an `errorType`, and text that is not a document.
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

/// Whether the Python runtime failed to initialize: it leaves the request ID empty then, and sets it in every error of a
/// handler.
fn is_python_init(document: &ParsedDocument) -> bool {
    document.request_id.as_deref() == Some("") && document.has_stack_trace
}

/// Whether the error was created while the Node.js runtime loaded the function's module.
///
/// That does not prove that the handler was not entered: an error can be created at load time and thrown later.
fn was_thrown_while_loading(document: &ParsedDocument) -> bool {
    let frames = document.trace.iter().map(|frame| frame.trim_start());
    frames
        .filter_map(|frame| frame.strip_prefix("at "))
        .map(|frame| frame.strip_prefix("async ").unwrap_or(frame))
        .any(|frame| frame.starts_with("_loadUserApp ("))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(name: &str, message: Option<&str>) -> (FailureKind, DidRun) {
        classify(&ParsedDocument {
            error_type: Some(name.to_owned()),
            message: message.map(str::to_owned),
            is_complete: true,
            ..ParsedDocument::default()
        })
    }

    #[test]
    fn labels_differ() {
        let kinds = [
            Application,
            Timeout,
            OutOfMemory,
            Exit,
            Init,
            Extension,
            ResponseTooLarge,
            BadEvent,
            BadResult,
            Streaming,
            Downstream,
            Platform,
            Unreadable,
        ];
        let labels: std::collections::BTreeSet<_> =
            kinds.iter().map(|kind| kind.to_string()).collect();
        assert_eq!(labels.len(), kinds.len());
        assert!(labels.contains("response_too_large"));
    }

    #[test]
    fn no_name_is_listed_twice() {
        for (index, (name, ..)) in NAMES.iter().enumerate() {
            assert!(
                NAMES
                    .iter()
                    .skip(index + 1)
                    .all(|(other, ..)| other != name),
                "{name}"
            );
        }
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
    fn every_name_with_a_meaning_is_reserved() {
        for (name, ..) in NAMES {
            assert!(is_reserved(name), "{name}");
        }
        for (prefix, ..) in NAME_SPACES {
            assert!(is_reserved(&format!("{prefix}X")), "{prefix}");
        }
        assert!(is_reserved("States.Timeout") && is_reserved("lambda_client.Panic"));
        assert!(!is_reserved("OutOfStock") && !is_reserved("Function<RuntimeError>"));
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
    fn pythons_empty_request_id_means_initialization() {
        let document = |request_id: &str, has_stack_trace| ParsedDocument {
            error_type: Some("RuntimeError".into()),
            request_id: Some(request_id.into()),
            has_stack_trace,
            ..ParsedDocument::default()
        };
        assert_eq!(classify(&document("", true)), (Init, DidRun::InitOnly));
        assert_eq!(
            classify(&document("1-2-3", true)),
            (Application, DidRun::Yes)
        );
        assert_eq!(classify(&document("", false)), (Application, DidRun::Yes));
    }

    #[test]
    fn an_error_created_while_node_loads_the_module_does_not_prove_a_run() {
        let document = |frame: &str| ParsedDocument {
            error_type: Some("RangeError".into()),
            trace: vec!["RangeError: x".into(), frame.into()],
            ..ParsedDocument::default()
        };
        let loading = document("    at async _loadUserApp (file:///var/runtime/index.mjs:1:2)");
        assert_eq!(classify(&loading), (Application, DidRun::Unknown));
        let running = document("    at exports.handler (/var/task/_loadUserApp (x).js:1:2)");
        assert_eq!(classify(&running), (Application, DidRun::Yes));
    }
}
