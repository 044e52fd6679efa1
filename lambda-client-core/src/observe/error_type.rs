//! Names of failures that are fit to be labels.

use crate::certainty::codes;
use crate::error::ErrorKind;

/// The name of a failure that has no name from a small set, as OpenTelemetry's semantic conventions call it.
const OTHER: &str = "_OTHER";

/// The errors with which Step Functions itself fails an execution (AWS Step Functions Developer Guide, "Handling errors in Step Functions
/// workflows").
const EXECUTION_ERRORS: [&str; 22] = [
    "Lambda.AWSLambdaException",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.SdkClientException",
    "Lambda.ServiceException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    "States.Runtime",
    "States.TaskFailed",
    "States.Timeout",
];

/// The name of what befell a call, or an attempt, that was dropped before it ended.
#[cfg(any(feature = "metrics", feature = "tracing"))]
pub(super) const DROPPED: &str = "dropped";

/// Returns a name for the failure from a small set: a known error code of Lambda, a declared `errorType`, or the name of the kind. A function
/// may send any text as its `errorType`, and a gateway or an emulator any text as its code, so all others are `_OTHER`.
pub(super) fn error_type(kind: ErrorKind, code: Option<&str>, is_declared: bool) -> &str {
    match (kind, code) {
        (ErrorKind::Function, Some(code)) if is_declared => code,
        (ErrorKind::Function, _) => OTHER,
        // A state machine may fail with any text.
        (
            ErrorKind::ExecutionFailed | ErrorKind::ExecutionTimedOut | ErrorKind::ExecutionAborted,
            code,
        ) => code
            .filter(|code| EXECUTION_ERRORS.contains(code))
            .unwrap_or(kind.as_str()),
        (_, Some(code)) => codes::find(code).map_or(OTHER, |row| row.code),
        (kind, None) => kind.as_str(),
    }
}

/// Returns a name for the failure of a handler, given its `errorType` if that is declared, or one of this library's own.
#[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
pub(super) fn of_handler(known: Option<&str>) -> &str {
    known.filter(|name| is_name(name)).unwrap_or(OTHER)
}

/// Returns whether an `errorType` is a name: an error type that is written by hand may declare any text.
#[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
    !text.is_empty() && text.len() <= 64 && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_from_a_small_set_are_labels() {
        for (kind, code, is_declared, expected) in [
            (ErrorKind::Function, Some("OutOfStock"), true, "OutOfStock"),
            (ErrorKind::Function, Some("order 17"), false, OTHER),
            (ErrorKind::Function, None, false, OTHER),
            (
                ErrorKind::Throttled,
                Some("TooManyRequestsException"),
                false,
                "TooManyRequestsException",
            ),
            (ErrorKind::Service, Some("order 17"), false, OTHER),
            (ErrorKind::Service, Some("Order17Exception"), false, OTHER),
            (ErrorKind::Service, Some(""), false, OTHER),
            (
                ErrorKind::Service,
                Some("StateMachineDoesNotExist"),
                false,
                "StateMachineDoesNotExist",
            ),
            (
                ErrorKind::ExecutionFailed,
                Some("Order17"),
                false,
                "execution_failed",
            ),
            (
                ErrorKind::ExecutionTimedOut,
                Some("States.Timeout"),
                false,
                "States.Timeout",
            ),
            (ErrorKind::Timeout, None, false, "timeout"),
            (ErrorKind::Decode, None, false, "decode"),
        ] {
            assert_eq!(error_type(kind, code, is_declared), expected, "{code:?}");
        }
    }

    #[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
    #[test]
    fn a_handler_fails_with_a_name() {
        let long = "a".repeat(65);
        for (known, expected) in [
            (Some("OutOfStock"), "OutOfStock"),
            (Some("Runtime.UnmarshalError"), "Runtime.UnmarshalError"),
            (Some("order 17"), OTHER),
            (Some(""), OTHER),
            (Some(&*long), OTHER),
            (None, OTHER),
        ] {
            assert_eq!(of_handler(known), expected);
        }
    }
}
