//! The names that Lambda and its runtimes give to their own errors.

use crate::certainty::DidRun;
use crate::failure::FailureKind::{
    self, BadEvent, BadResult, Downstream, Exit, Extension, Init, OutOfMemory, Platform,
    ResponseTooLarge, Streaming, Timeout,
};

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
    // The Node.js runtime, from version 24 on.
    ("Runtime.CallbackHandlerDeprecated", Init, DidRun::InitOnly),
    ("Runtime.NativeClientLoading", Init, DidRun::InitOnly),
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
    // The .NET runtime: its handler string, or the assembly, type or method that it names, is invalid.
    ("LambdaValidationException", Init, DidRun::InitOnly),
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
    ("Runtime.JSONStringifyError", BadResult, DidRun::Yes),
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

/// Returns whether callers read a statement of the platform or of this library from this `errorType`.
pub(crate) fn is_reserved(name: &str) -> bool {
    // Step Functions names its own errors, and those of its requests to Lambda. A state cannot tell who reports one.
    let others = ["lambda_client.", "States.", "Lambda."];
    others.iter().any(|begin| name.starts_with(begin)) || by_name(name).is_some()
}

/// Returns a name from each row of the tables.
#[cfg(test)]
pub(crate) fn known_names() -> impl Iterator<Item = String> {
    let spaces = NAME_SPACES.iter().map(|(prefix, ..)| format!("{prefix}X"));
    let names = NAMES.iter().map(|(name, ..)| (*name).to_owned());
    names.chain(spaces)
}

pub(super) fn by_name(name: &str) -> Option<(FailureKind, DidRun)> {
    let exact = NAMES.iter().find(|(known, ..)| *known == name);
    let known = exact.or_else(|| {
        NAME_SPACES
            .iter()
            .find(|(prefix, ..)| name.starts_with(prefix))
    });
    known.map(|(_, kind, did_run)| (*kind, *did_run))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn every_name_with_a_meaning_is_reserved() {
        for (name, ..) in NAMES {
            assert!(is_reserved(name), "{name}");
        }
        for (prefix, ..) in NAME_SPACES {
            assert!(is_reserved(&format!("{prefix}X")), "{prefix}");
        }
        assert!(is_reserved("States.Timeout") && is_reserved("lambda_client.Panic"));
        assert!(is_reserved("Lambda.ServiceException") && !is_reserved("LambdaError"));
        assert!(!is_reserved("OutOfStock") && !is_reserved("Function<RuntimeError>"));
    }
}
