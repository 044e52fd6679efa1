//! Inputs and outputs: values to JSON text and back, within the limits of Step Functions.

use std::any::type_name;

use bytes::Bytes;
use serde::Serialize;
use serde::de::IgnoredAny;

use crate::call::Received;
use crate::certainty::{DidRun, ExecutionOperation, Operation};
use crate::error::{Error, ErrorBuilder, ErrorKind};
use crate::json::JsonMismatch;
use crate::observe::CallWatch;
use crate::payload::{decode_response, encode};
#[cfg(feature = "opentelemetry")]
use crate::propagation;
use crate::server::Context;

/// The size of the largest input or output, in bytes of UTF-8 (AWS Step Functions service quotas: 256 KiB).
pub const MAX_INPUT: usize = 262_144;

/// The length of the longest error name, in characters (Step Functions API reference, `SendTaskFailure`).
pub(super) const MAX_ERROR: usize = 256;

/// The length of the longest cause, in characters (Step Functions API reference, `SendTaskFailure`).
pub(super) const MAX_CAUSE: usize = 32_768;

/// The length of the longest trace header, in characters (Step Functions API reference, `StartExecution`).
pub(super) const MAX_TRACE_HEADER: usize = 256;

/// Encodes an input or output.
///
/// # Errors
///
/// Fails if the value cannot be serialized, or if it is too large.
pub(super) fn encode_text<T: Serialize + ?Sized>(
    operation: ExecutionOperation,
    what: &str,
    value: &T,
) -> Result<String, Error> {
    text_within_limit(operation, what, encode(value)?)
}

/// Returns encoded JSON as text.
///
/// # Errors
///
/// Fails if it is too large.
pub(super) fn text_within_limit(
    operation: ExecutionOperation,
    what: &str,
    bytes: Bytes,
) -> Result<String, Error> {
    if bytes.len() > MAX_INPUT {
        return Err(too_large(
            operation,
            format!(
                "the {what} has {} bytes, but the limit is {MAX_INPUT}; store the data elsewhere, such as in S3, and send a reference",
                bytes.len()
            ),
        ));
    }
    // `encode` writes JSON, which is UTF-8; the bytes of a `Raw` are checked to be JSON.
    String::from_utf8(bytes.into()).map_err(|_| {
        Error::builder(ErrorKind::Encode)
            .message(format!("the {what} is not UTF-8"))
            .build()
    })
}

/// Checks the length of a text, in characters.
///
/// # Errors
///
/// Fails if the text is longer.
pub(super) fn check_length(
    operation: ExecutionOperation,
    what: &str,
    text: &str,
    limit: usize,
) -> Result<(), Error> {
    match text.chars().count() {
        length if length > limit => Err(too_large(
            operation,
            format!("the {what} has {length} characters, but the limit is {limit}"),
        )),
        _ => Ok(()),
    }
}

/// Returns the trace that an execution belongs to: the given one, that of the span of the start, or that of the invocation that starts it.
///
/// It is the same for all attempts, since every retry of a start is the same request.
///
/// # Errors
///
/// Fails if the given one is too long, or has characters other than ASCII, which Step Functions refuses.
pub(super) fn trace_header(
    given: Option<&str>,
    watch: Option<&CallWatch>,
) -> Result<Option<String>, Error> {
    match given {
        Some(given) if !given.is_ascii() => Err(Error::configuration(
            "the trace header has characters that are not ASCII",
        )),
        Some(given) => {
            check_length(
                ExecutionOperation::Start,
                "trace header",
                given,
                MAX_TRACE_HEADER,
            )?;
            Ok(Some(given.to_owned()))
        }
        // What is only observed must not make a start fail.
        None => Ok(current_trace(watch)
            .filter(|trace| trace.is_ascii() && trace.len() <= MAX_TRACE_HEADER)),
    }
}

#[cfg(feature = "opentelemetry")]
fn current_trace(watch: Option<&CallWatch>) -> Option<String> {
    let context = match watch {
        Some(watch) => watch.in_scope(propagation::current),
        None => propagation::current(),
    };
    let invocation = trace_of_invocation();
    let own =
        context.and_then(|context| propagation::trace_header(&context, invocation.as_deref()));
    own.or(invocation)
}

#[cfg(not(feature = "opentelemetry"))]
fn current_trace(_: Option<&CallWatch>) -> Option<String> {
    trace_of_invocation()
}

fn trace_of_invocation() -> Option<String> {
    Context::current().and_then(|context| context.trace_header().map(str::to_owned))
}

fn too_large(operation: ExecutionOperation, message: String) -> Error {
    Error::builder(ErrorKind::TooLarge)
        .operation(Operation::Execution(operation))
        .message(message)
        .build()
}

/// Decodes the output of an execution. Returns the beginning of an error if it is not a `T`.
pub(super) fn decode_output<T: Received>(output: String) -> Result<T, Box<ErrorBuilder>> {
    let output = Bytes::from(output);
    decode_response(&output).map_err(|cause| {
        // The first value that does not match ends the reading: what follows it may not be JSON.
        let invalid = serde_json::from_slice::<IgnoredAny>(&output).err();
        let (message, mismatch) = match invalid {
            Some(invalid) => (
                "the output is not valid JSON".to_owned(),
                JsonMismatch::new(&invalid),
            ),
            None => (
                format!("valid JSON, but not a `{}`", type_name::<T>()),
                JsonMismatch::of::<T>(&output, &cause),
            ),
        };
        let error = Error::builder(ErrorKind::Decode)
            .message(message)
            .did_run(DidRun::Yes)
            .completed()
            .raw(output)
            .source(mismatch);
        Box::new(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::Raw;

    const START: ExecutionOperation = ExecutionOperation::Start;
    const STOP: ExecutionOperation = ExecutionOperation::Stop;

    #[test]
    fn limits_hold_to_the_byte_and_the_character() {
        // Two quotes are part of the JSON.
        assert!(encode_text(START, "input", &"x".repeat(MAX_INPUT - 2)).is_ok());
        let error = encode_text(START, "input", &"x".repeat(MAX_INPUT - 1)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert!(
            error.to_string().contains("the input has 262145 bytes"),
            "{error}"
        );
        // Bytes count, not characters.
        assert!(encode_text(START, "input", &"é".repeat(MAX_INPUT / 2)).is_err());
        assert!(check_length(STOP, "cause", &"é".repeat(MAX_CAUSE), MAX_CAUSE).is_ok());
        let error = check_length(STOP, "cause", &"x".repeat(MAX_CAUSE + 1), MAX_CAUSE).unwrap_err();
        assert!(
            error.to_string().contains("the cause has 32769 characters"),
            "{error}"
        );
    }

    #[test]
    fn raw_input_is_sent_as_it_is() {
        let raw = Raw::from(r#"{ "a" : 1.10 }"#);
        assert_eq!(
            encode_text(START, "input", &raw).unwrap(),
            r#"{ "a" : 1.10 }"#
        );
        assert!(encode_text(START, "input", &Raw::from("not JSON")).is_err());
    }
}
