//! How an execution has ended: its output, or its error.

use crate::call::Received;
use crate::certainty::{Attempt, DidRun, ExecutionOperation, Operation};
use crate::error::{Error, ErrorBuilder, ErrorKind};
use crate::failure::Failure;
use crate::step_functions::ExecutionStatus;
use crate::step_functions::input::decode_output;

/// The end of an execution, as `DescribeExecution` and `StartSyncExecution` report it.
pub(in crate::step_functions) struct End<'a> {
    pub(in crate::step_functions) operation: ExecutionOperation,
    /// The machine or execution that errors name, if it is known.
    pub(in crate::step_functions) subject: Option<&'a str>,
    pub(in crate::step_functions) status: String,
    pub(in crate::step_functions) output: Option<String>,
    pub(in crate::step_functions) error: Option<String>,
    pub(in crate::step_functions) cause: Option<String>,
}

impl End<'_> {
    /// Returns the output. `attempts` is the history of the request that reported the end.
    pub(in crate::step_functions) fn decode<T: Received>(
        self,
        attempts: &[Attempt],
    ) -> Result<T, Error> {
        let End {
            operation,
            subject,
            status,
            output,
            error,
            cause,
        } = self;
        let decoded = match (ExecutionStatus::parse(&status), output) {
            (ExecutionStatus::Succeeded, Some(output)) => decode_output(output),
            (ExecutionStatus::Succeeded, None) => Err(Box::new(
                Error::builder(ErrorKind::Decode)
                    .message("the output is not shown")
                    .did_run(DidRun::Yes)
                    .completed(),
            )),
            (status, _) => {
                let failed = failed(&status, error.as_deref(), cause.as_deref());
                Err(Box::new(failed))
            }
        };
        decoded.map_err(|error| {
            let operation = Operation::Execution(operation);
            let error = error.operation(operation);
            let error = match subject {
                Some(subject) => error.function(subject),
                None => error,
            };
            error.attempts(attempts.iter().cloned()).build()
        })
    }
}

/// Returns the beginning of the error of an execution that did not succeed.
fn failed(status: &ExecutionStatus, error: Option<&str>, cause: Option<&str>) -> ErrorBuilder {
    let builder = Error::builder(kind(status, error)).did_run(DidRun::Yes);
    let builder = match error {
        Some(error) => builder.code(error),
        None => builder,
    };
    match (error, cause) {
        (None, None) => builder,
        _ => builder.failure(Failure::of_execution(error, cause)),
    }
}

fn kind(status: &ExecutionStatus, error: Option<&str>) -> ErrorKind {
    match (status, error) {
        (ExecutionStatus::TimedOut, _)
        | (_, Some("States.Timeout" | "States.HeartbeatTimeout")) => ErrorKind::ExecutionTimedOut,
        (ExecutionStatus::Aborted, _) => ErrorKind::ExecutionAborted,
        (_, Some(error)) if error.starts_with("States.") || error.starts_with("Lambda.") => {
            ErrorKind::ExecutionFailed
        }
        (_, Some(_)) => ErrorKind::Function,
        (_, None) => ErrorKind::ExecutionFailed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(status: &str, error: Option<&str>, cause: Option<&str>) -> Error {
        end_of(Some("arn:e"), status, error, cause)
    }

    fn end_of(
        subject: Option<&str>,
        status: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Error {
        let end = End {
            operation: ExecutionOperation::Await,
            subject,
            status: status.into(),
            output: None,
            error: error.map(str::to_owned),
            cause: cause.map(str::to_owned),
        };
        end.decode::<u8>(&[]).unwrap_err()
    }

    #[test]
    fn an_end_without_a_known_execution_names_none() {
        let named = |subject| end_of(subject, "FAILED", Some("OutOfStock"), None);
        assert_eq!(named(Some("arn:e")).function_name(), Some("arn:e"));
        assert_eq!(named(None).function_name(), None);
    }

    #[test]
    fn every_end_has_its_kind() {
        for (status, error, kind) in [
            ("FAILED", Some("OutOfStock"), ErrorKind::Function),
            ("FAILED", Some("Runtime.ExitError"), ErrorKind::Function),
            ("FAILED", Some("Sandbox.Timedout"), ErrorKind::Function),
            ("FAILED", Some("States.Runtime"), ErrorKind::ExecutionFailed),
            (
                "FAILED",
                Some("States.TaskFailed"),
                ErrorKind::ExecutionFailed,
            ),
            (
                "FAILED",
                Some("States.DataLimitExceeded"),
                ErrorKind::ExecutionFailed,
            ),
            (
                "FAILED",
                Some("Lambda.ServiceException"),
                ErrorKind::ExecutionFailed,
            ),
            ("FAILED", None, ErrorKind::ExecutionFailed),
            (
                "FAILED",
                Some("States.Timeout"),
                ErrorKind::ExecutionTimedOut,
            ),
            (
                "FAILED",
                Some("States.HeartbeatTimeout"),
                ErrorKind::ExecutionTimedOut,
            ),
            ("TIMED_OUT", None, ErrorKind::ExecutionTimedOut),
            (
                "TIMED_OUT",
                Some("States.Timeout"),
                ErrorKind::ExecutionTimedOut,
            ),
            ("ABORTED", None, ErrorKind::ExecutionAborted),
            ("ABORTED", Some("OutOfStock"), ErrorKind::ExecutionAborted),
        ] {
            let failed = end(status, error, None);
            assert_eq!(failed.kind(), kind, "{status} {error:?}");
            assert_eq!(failed.code(), error, "{status}");
            assert_eq!(failed.did_run(), DidRun::Yes);
            assert_eq!(
                failed.is_timeout(),
                kind == ErrorKind::ExecutionTimedOut || error == Some("Sandbox.Timedout")
            );
            assert!(!failed.is_retryable());
        }
    }

    #[test]
    fn a_cause_that_is_an_error_document_is_decoded() {
        let cause =
            r#"{"errorType":"com.acme.Declined","errorMessage":"no funds","stackTrace":["a"]}"#;
        let error = end("FAILED", Some("com.acme.Declined"), Some(cause));
        let failure = error.failure().unwrap();
        assert_eq!(failure.message(), Some("no funds"));
        assert_eq!(failure.trace(), ["a"]);
        assert_eq!(failure.raw(), cause.as_bytes());
        assert_eq!(
            error.to_string(),
            "execution `arn:e`: com.acme.Declined: no funds"
        );
        // The name that the state compared wins over that of the document.
        let error = end("FAILED", Some("Renamed"), Some(cause));
        assert_eq!(error.failure().unwrap().error_type(), Some("Renamed"));
    }

    #[test]
    fn a_cause_that_was_cut_off_keeps_what_can_be_read() {
        let cause = r#"{"errorType":"OutOfStock","errorMessage":"no cups","stackTrace":["at li"#;
        let error = end("FAILED", Some("OutOfStock"), Some(cause));
        let failure = error.failure().unwrap();
        assert_eq!(
            (failure.error_type(), failure.message()),
            (Some("OutOfStock"), Some("no cups"))
        );
        assert_eq!(failure.raw(), cause.as_bytes());
    }

    #[test]
    fn a_cause_in_words_is_kept_but_not_printed() {
        let cause = "The path '$.card' could not be found in the input '{\"pin\":4711}'";
        for (name, kind) in [
            ("States.Runtime", ErrorKind::ExecutionFailed),
            ("OutOfStock", ErrorKind::Function),
        ] {
            let error = end("FAILED", Some(name), Some(cause));
            assert_eq!(error.kind(), kind);
            assert_eq!(error.failure().unwrap().message(), Some(cause));
            assert_eq!(error.raw().unwrap(), cause.as_bytes());
            for text in [
                format!("{error}"),
                format!("{error:?}"),
                format!("{error:#?}"),
            ] {
                assert!(text.contains(name) && !text.contains("4711"), "{text}");
            }
        }
        // JSON that is not an error document is text, too.
        let error = end("FAILED", Some("OutOfStock"), Some(r#"{"pin":4711}"#));
        assert_eq!(error.failure().unwrap().message(), Some(r#"{"pin":4711}"#));
        assert!(!format!("{error:?} {error:#?}").contains("4711"));
    }

    #[test]
    fn an_output_is_decoded_and_one_that_does_not_fit_is_kept() {
        let end = |output: Option<&str>| End {
            operation: ExecutionOperation::Await,
            subject: Some("arn:e"),
            status: "SUCCEEDED".into(),
            output: output.map(str::to_owned),
            error: None,
            cause: None,
        };
        assert_eq!(end(Some("7")).decode::<u8>(&[]).ok(), Some(7));
        let error = end(Some("\"secret\"")).decode::<u8>(&[]).unwrap_err();
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Decode, DidRun::Yes)
        );
        assert_eq!(error.raw().unwrap(), "\"secret\"");
        assert!(
            !format!("{error} {error:?}").contains("secret"),
            "{error:?}"
        );
        assert!(
            error.to_string().contains("valid JSON, but not a `u8`"),
            "{error}"
        );
        // An output that is cut off is not JSON, even if what comes before does not match the type.
        for broken in ["secret", "", "7 secret", r#"["secret""#] {
            let error = end(Some(broken)).decode::<u8>(&[]).unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(text.contains("the output is not valid JSON"), "{text}");
            assert!(!text.contains("secret"), "{text}");
            assert_eq!(error.raw().unwrap(), broken);
        }
        let error = end(None).decode::<u8>(&[]).unwrap_err();
        assert!(
            error.to_string().contains("the output is not shown"),
            "{error}"
        );
    }
}
