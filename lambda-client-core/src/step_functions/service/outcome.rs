//! How an execution ends.

use std::fmt;

use serde::Serialize;

use crate::certainty::ExecutionOperation;
use crate::error::{ErrorDocument, ErrorKind, FunctionError};
use crate::json::is_json;
use crate::step_functions::input::{MAX_CAUSE, MAX_ERROR, MAX_INPUT, encode_text};

/// The error of an execution that Step Functions itself ended, such as for an input that does not fit (AWS Step Functions Developer Guide,
/// "Error names").
pub(super) const RUNTIME: &str = "States.Runtime";

/// The error of an execution whose output is too large.
const DATA_LIMIT: &str = "States.DataLimitExceeded";

/// How an execution of a [`MachineService`](super::MachineService) ends: with its output, or with the name of an error and a cause.
///
/// `Debug` prints neither outputs nor causes.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::MachineOutcome;
///
/// let outcome = MachineOutcome::succeeded(r#""2 of cup""#);
/// assert_eq!(outcome.output(), Some(r#""2 of cup""#));
///
/// let outcome = MachineOutcome::failed("OutOfStock", "no cups");
/// assert_eq!((outcome.error(), outcome.cause()), (Some("OutOfStock"), Some("no cups")));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct MachineOutcome(Result<String, Failed>);

#[derive(Clone, PartialEq, Eq)]
struct Failed {
    error: String,
    cause: String,
}

impl MachineOutcome {
    /// Creates the outcome of an execution that succeeded, from the JSON of its output. More than 262,144 bytes end it with
    /// `States.DataLimitExceeded`, and a text that is not JSON with `States.Runtime`.
    pub fn succeeded(output: impl Into<String>) -> MachineOutcome {
        let output = output.into();
        match (output.len() <= MAX_INPUT, is_json(output.as_bytes())) {
            (false, _) => MachineOutcome::too_large(output.len()),
            (true, false) => MachineOutcome::runtime("the output is not JSON"),
            (true, true) => MachineOutcome(Ok(output)),
        }
    }

    /// Creates the outcome of an execution that failed, such as with the `errorType` of a function and its error document. Names beyond
    /// 256 characters and causes beyond 32,768 are cut off there.
    pub fn failed(error: impl Into<String>, cause: impl Into<String>) -> MachineOutcome {
        MachineOutcome(Err(Failed {
            error: cut(error.into(), MAX_ERROR),
            cause: cut(cause.into(), MAX_CAUSE),
        }))
    }

    /// Creates the outcome of a method.
    pub(in crate::step_functions) fn of<O: Serialize, E: FunctionError>(
        result: Result<O, E>,
    ) -> MachineOutcome {
        match result {
            Ok(output) => match encode_text(ExecutionOperation::Await, "output", &output) {
                Ok(output) => MachineOutcome(Ok(output)),
                Err(error) if error.kind() == ErrorKind::TooLarge => {
                    MachineOutcome::failed(DATA_LIMIT, error.message().unwrap_or_default())
                }
                // The text of a `Serialize` implementation may hold what it serializes.
                Err(_) => MachineOutcome::runtime("the output cannot be serialized"),
            },
            Err(error) => {
                let document = error.to_document().into_task_error();
                let cause = document.to_bytes();
                MachineOutcome::failed(document.error_type(), String::from_utf8_lossy(&cause))
            }
        }
    }

    /// Creates the outcome of an execution that could not run.
    pub(in crate::step_functions) fn runtime(cause: impl Into<String>) -> MachineOutcome {
        MachineOutcome::failed(RUNTIME, cause)
    }

    /// Creates the outcome of an execution whose input does not fit.
    pub(in crate::step_functions) fn mismatch(mismatch: &ErrorDocument) -> MachineOutcome {
        MachineOutcome::failed(mismatch.error_type(), mismatch.message())
    }

    fn too_large(bytes: usize) -> MachineOutcome {
        let cause = format!("the output has {bytes} bytes, but the limit is {MAX_INPUT}");
        MachineOutcome::failed(DATA_LIMIT, cause)
    }

    /// Returns whether the execution failed.
    pub fn is_failure(&self) -> bool {
        self.0.is_err()
    }

    /// Returns the JSON of the output, if the execution succeeded.
    pub fn output(&self) -> Option<&str> {
        self.0.as_deref().ok()
    }

    /// Returns the name of the error, if the execution failed.
    pub fn error(&self) -> Option<&str> {
        self.0.as_ref().err().map(|failed| &*failed.error)
    }

    /// Returns the cause, if the execution failed.
    pub fn cause(&self) -> Option<&str> {
        self.0.as_ref().err().map(|failed| &*failed.cause)
    }

    /// Returns the output, or the name of the error and the cause.
    #[cfg(feature = "local")]
    pub(in crate::step_functions) fn into_result(self) -> Result<String, (String, String)> {
        self.0.map_err(|failed| (failed.error, failed.cause))
    }
}

impl fmt::Debug for MachineOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MachineOutcome")
            .field("output_bytes", &self.output().map(str::len))
            .field("error", &self.error())
            .finish_non_exhaustive()
    }
}

fn cut(text: String, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

/// The return type of a method whose output and error a machine can end with.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a state machine cannot return `{Self}`",
    label = "write `Result<T, E>`: T implements `serde::Serialize`, E is `lambda_client::Error` or derives `FunctionError`"
)]
pub trait MachineReply {
    /// Encodes the output or the error.
    fn into_outcome(self) -> MachineOutcome;
}

impl<T: Serialize, E: FunctionError> MachineReply for Result<T, E> {
    fn into_outcome(self) -> MachineOutcome {
        MachineOutcome::of(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn limits_hold_to_the_byte_and_the_character() {
        let quoted = |length: usize| format!("\"{}\"", "x".repeat(length - 2));
        assert!(!MachineOutcome::succeeded(quoted(MAX_INPUT)).is_failure());
        let outcome = MachineOutcome::succeeded(quoted(MAX_INPUT + 1));
        assert_eq!(outcome.error(), Some("States.DataLimitExceeded"));
        let typed = |length: usize| MachineOutcome::of(Ok::<_, Error>("x".repeat(length - 2)));
        assert!(!typed(MAX_INPUT).is_failure());
        assert_eq!(
            typed(MAX_INPUT + 1).error(),
            Some("States.DataLimitExceeded")
        );
        let outcome = MachineOutcome::failed("é".repeat(257), "é".repeat(32_769));
        assert_eq!(
            outcome.error().map(|error| error.chars().count()),
            Some(256)
        );
        let cause = outcome.cause().unwrap_or_default();
        assert_eq!(cause.chars().count(), 32_768);
    }

    #[test]
    fn an_output_that_is_not_json_fails() {
        for output in ["", "cup", "{", "1 2"] {
            let outcome = MachineOutcome::succeeded(output);
            assert_eq!(outcome.error(), Some("States.Runtime"), "{output}");
        }
    }

    #[test]
    fn the_text_of_a_serialize_implementation_is_not_shown() {
        struct Secret;

        impl Serialize for Secret {
            fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(serde::ser::Error::custom("marker"))
            }
        }

        let outcome = Ok::<_, Error>(Secret).into_outcome();
        assert_eq!(outcome.error(), Some("States.Runtime"));
        assert_eq!(outcome.cause(), Some("the output cannot be serialized"));
    }

    #[test]
    fn debug_prints_neither_output_nor_cause() {
        let outcomes = [
            MachineOutcome::succeeded("\"marker\""),
            MachineOutcome::failed("OutOfStock", "marker"),
        ];
        let text = format!(
            "{outcomes:?} {:?}",
            crate::step_functions::MachineInput::new("marker")
        );
        assert!(!text.contains("marker"), "{text}");
        assert!(text.contains("output_bytes: Some(8)"), "{text}");
        assert!(text.contains("OutOfStock"), "{text}");
    }
}
