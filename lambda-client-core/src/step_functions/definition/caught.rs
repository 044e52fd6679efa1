//! The input of a handler that asks for the error.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The input of a handler that gets the error next to the input of the state that failed: of `catch_with_error` and
/// `catch_all_with_error`. A function that handles it takes it as its argument; [`fail_with_caught`](super::fail_with_caught()) fails with its
/// error.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::Caught;
///
/// let json = r#"{"input": 17, "error": {"Error": "OutOfStock", "Cause": "{\"errorType\":\"OutOfStock\"}"}}"#;
/// let caught: Caught<u32> = serde_json::from_str(json)?;
/// assert_eq!((caught.input, caught.error.name.as_str()), (17, "OutOfStock"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Caught<In> {
    /// The input of the state that failed.
    pub input: In,
    /// The error.
    pub error: CaughtError,
}

/// An error that a state machine has caught (AWS Step Functions Developer Guide, "Handling errors in Step Functions workflows").
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CaughtError {
    /// The name of the error: for a function's error, the `errorType` of its error document.
    #[serde(rename = "Error")]
    pub name: String,
    /// The cause: for a function's error, its error document as text, up to 32,768 characters.
    #[serde(rename = "Cause", default)]
    pub cause: Option<String>,
}

/// Prints the error, and not the input.
impl<In> fmt::Debug for Caught<In> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caught")
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// Prints the name, and not the cause, which may hold data.
impl fmt::Debug for CaughtError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaughtError")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_prints_neither_input_nor_cause() {
        let caught = Caught {
            input: "secret",
            error: CaughtError {
                name: "OutOfStock".to_owned(),
                cause: Some("secret".to_owned()),
            },
        };
        let debug = format!("{caught:?}");
        assert_eq!(
            debug,
            r#"Caught { error: CaughtError { name: "OutOfStock", .. }, .. }"#
        );
    }

    #[test]
    fn the_cause_may_be_missing() {
        let error: CaughtError = serde_json::from_str(r#"{"Error": "States.Timeout"}"#).unwrap();
        assert_eq!((error.name.as_str(), error.cause), ("States.Timeout", None));
    }
}
