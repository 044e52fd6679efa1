use crate::certainty::DidRun;
use crate::failure::document::Document;
use crate::failure::words;
use FailureKind::{
    Application, BadEvent, BadResult, Downstream, Exit, Extension, Init, OutOfMemory, Platform,
    ResponseTooLarge, Streaming, Timeout, Unreadable,
};

/// What sort of failure the function's error document tells of.
///
/// It is read from the document's `errorType`, and for older documents that have none from the message. Names
/// that begin with `Runtime.`, `Sandbox.`, `Function.` or `Extension.` belong to Lambda and its runtimes; every
/// other name is the function's own.
///
/// Sources of the names: AWS Lambda Developer Guide, "Troubleshoot execution issues in Lambda", "Understanding
/// the Lambda execution environment lifecycle" and the pages on errors of each runtime; the source of AWS's
/// runtime interface clients.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum FailureKind {
    /// The function failed with an error of its own.
    Application,
    /// The function was stopped at its time limit: `Sandbox.Timedout`, or `Task timed out after 3.00 seconds`.
    ///
    /// The time may include initialization: when that takes longer than its own limit of 10 seconds, Lambda
    /// runs it again as part of the first invocation.
    Timeout,
    /// The function's process was killed, most probably because it had used up its memory:
    /// `Runtime.OutOfMemory`, or an exit by `signal: killed`.
    ///
    /// A process that is killed for something else looks the same. `Max Memory Used` in the
    /// [`Report`](crate::log::Report) tells them apart.
    OutOfMemory,
    /// The function's process ended in some other way before it had answered: `Runtime.ExitError`,
    /// `Runtime.NodeJsExit`, `Runtime.UnhandledPromiseRejection`, `Process exited before completing request`.
    Exit,
    /// The function could not be started: its code could not be loaded, its handler was not found, its
    /// initialization failed, or its image is configured wrongly. The handler was not entered.
    Init,
    /// A Lambda extension failed: `Extension.LaunchError`, `Extension.InitError`, `Extension.ExitError`,
    /// `Extension.Crash`.
    Extension,
    /// The handler finished, but its result is larger than Lambda lets through:
    /// `Function.ResponseSizeTooLarge`.
    ResponseTooLarge,
    /// The runtime could not make sense of the event: `Runtime.UnmarshalError`, or the `DeserializeError` of
    /// the Rust runtime. The handler was not entered.
    BadEvent,
    /// The handler finished, but its result could not be serialized: `Runtime.MarshalError`,
    /// `Runtime.SerializationError`.
    BadResult,
    /// A streamed response broke, or was not allowed: `Runtime.StreamError`, `Runtime.TruncatedResponse` and
    /// their like.
    Streaming,
    /// The function passed on an error that it had got from a function further down:
    /// `lambda_client.Downstream`. That error is the [cause](super::Failure::cause).
    Downstream,
    /// Lambda or the runtime reports a failure that is none of the above, or could not say what happened:
    /// `Runtime.Unknown`, `Function.Unknown`, `Sandbox.Failure`, and names that are not known here.
    Platform,
    /// There is no error document, or none that says what failed. The bytes are in
    /// [`Failure::raw`](super::Failure::raw).
    Unreadable,
}

/// Every name with a meaning, and what it proves.
///
/// A process that exits (`Runtime.ExitError`) may do so while the runtime starts, and a timeout may strike
/// during initialization that runs within the invocation. Both count as a run: the function's code did run
/// for this event, and repeating it unasked is never right.
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
    // Private to the Rust runtime, so a handler cannot return it.
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
    // What Step Functions says of a function that died without an error of its own.
    ("Lambda.Unknown", Platform, DidRun::Unknown),
];

/// Name spaces of the platform: what is not in `NAMES` is of an unknown meaning, and proves nothing.
const NAME_SPACES: &[(&str, FailureKind, DidRun)] = &[
    ("Runtime.", Platform, DidRun::Unknown),
    ("Sandbox.", Platform, DidRun::Unknown),
    ("Function.", Platform, DidRun::Unknown),
    ("Extension.", Extension, DidRun::Unknown),
    // Ruby wraps the class: `Function<..>` is the handler's own error and so not listed here.
    ("Init<", Init, DidRun::InitOnly),
    ("Runtime<", Platform, DidRun::Unknown),
];

/// What the document says happened, and whether that means that the function ran.
pub(crate) fn classify(document: &Document) -> (FailureKind, DidRun) {
    let message = document.message.as_deref();
    let Some(name) = document
        .error_type
        .as_deref()
        .filter(|name| !name.is_empty())
    else {
        return classify_untyped(message, document.is_complete);
    };
    match by_name(name) {
        Some((Exit, did_run)) if message.is_some_and(words::say_killed) => (OutOfMemory, did_run),
        Some(known) => known,
        None if is_python_init(document) => (Init, DidRun::InitOnly),
        None if was_thrown_while_loading(document) => (Application, DidRun::Unknown),
        None => (Application, DidRun::Yes),
    }
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

/// Documents without `errorType`, and texts that are no documents.
fn classify_untyped(message: Option<&str>, is_complete: bool) -> (FailureKind, DidRun) {
    match message {
        Some(text) => match words::kind(text) {
            Some(kind) => (kind, DidRun::Yes),
            // An error too large for the .NET runtime leaves its message only.
            None if is_complete => (Application, DidRun::Yes),
            // The type may have been in the part that is missing.
            None => (Unreadable, DidRun::Unknown),
        },
        // The header says that the function failed. It does not say that the handler was entered: custom
        // runtimes report a failed initialization in the same way, and Lambda may have nothing to report.
        None => (Unreadable, DidRun::Unknown),
    }
}

/// The Python runtime names the request in every error of a handler, and leaves it empty in errors of the
/// initialization.
fn is_python_init(document: &Document) -> bool {
    document.request_id.as_deref() == Some("") && document.has_stack_trace
}

/// The Node.js runtime was still loading the function's module when the error was made.
///
/// That is no proof that the handler was not entered: an error may be made at load and thrown later.
fn was_thrown_while_loading(document: &Document) -> bool {
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
        classify(&Document {
            error_type: Some(name.to_owned()),
            message: message.map(str::to_owned),
            is_complete: true,
            ..Document::default()
        })
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
    fn names_of_the_platform_are_told_from_the_functions_own() {
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
    fn a_killed_process_is_taken_for_one_out_of_memory() {
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
        let document = |request_id: &str, has_stack_trace| Document {
            error_type: Some("RuntimeError".into()),
            request_id: Some(request_id.into()),
            has_stack_trace,
            ..Document::default()
        };
        assert_eq!(classify(&document("", true)), (Init, DidRun::InitOnly));
        assert_eq!(
            classify(&document("1-2-3", true)),
            (Application, DidRun::Yes)
        );
        assert_eq!(classify(&document("", false)), (Application, DidRun::Yes));
    }

    #[test]
    fn an_error_made_while_node_loads_the_module_is_no_proof_of_a_run() {
        let document = |frame: &str| Document {
            error_type: Some("RangeError".into()),
            trace: vec!["RangeError: x".into(), frame.into()],
            ..Document::default()
        };
        let loading = document("    at async _loadUserApp (file:///var/runtime/index.mjs:1:2)");
        assert_eq!(classify(&loading), (Application, DidRun::Unknown));
        let running = document("    at exports.handler (/var/task/_loadUserApp (x).js:1:2)");
        assert_eq!(classify(&running), (Application, DidRun::Yes));
    }
}
