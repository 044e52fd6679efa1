//! Names of failures that are fit to be labels.

use crate::error::ErrorKind;

/// The name of a failure that has no name from a small set, as OpenTelemetry's semantic conventions call it.
const OTHER: &str = "_OTHER";

/// The name of what befell a call, or an attempt, that was dropped before it ended.
#[cfg(any(feature = "metrics", feature = "tracing"))]
pub(super) const DROPPED: &str = "dropped";

/// Returns a name for the failure from a small set: Lambda's error code, a declared `errorType`, or the name of the kind. A function may
/// send any text as its `errorType`, so one that is not declared is `_OTHER`.
pub(super) fn error_type(kind: ErrorKind, code: Option<&str>, is_declared: bool) -> &str {
    match (kind, code) {
        (ErrorKind::Function, Some(code)) if is_declared => code,
        (ErrorKind::Function, _) => OTHER,
        (_, Some(code)) if is_code(code) => code,
        (_, Some(_)) => OTHER,
        (kind, None) => kind.as_str(),
    }
}

/// Returns a name for the failure of a handler, given its `errorType` if that is declared, or one of this library's own.
#[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
pub(super) fn of_handler(known: Option<&str>) -> &str {
    known.filter(|name| is_code(name)).unwrap_or(OTHER)
}

/// Returns whether a code can be one of Lambda's: those of a gateway or an emulator may be any text.
fn is_code(code: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
    !code.is_empty() && code.len() <= 64 && code.chars().all(is_name)
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
            (ErrorKind::Service, Some(""), false, OTHER),
            (ErrorKind::Timeout, None, false, "timeout"),
            (ErrorKind::Decode, None, false, "decode"),
        ] {
            assert_eq!(error_type(kind, code, is_declared), expected, "{code:?}");
        }
        let long = "a".repeat(65);
        assert_eq!(error_type(ErrorKind::Service, Some(&long), false), OTHER);
    }
}
