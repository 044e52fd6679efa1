//! What a response looks like that cannot be decoded, and where such a response probably comes from.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use crate::certainty::DidRun;
use crate::failure::{Failure, FailureKind};
use crate::json::{is_json, lenient};

/// The shape of a response that does not match the type of the method. No part of the response is kept: it may be secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Empty,
    /// A JSON string whose text is JSON.
    EncodedTwice {
        /// The text is the value that was expected.
        matches: bool,
    },
    /// The object that API Gateway expects of a function.
    ApiGateway,
    /// Any other JSON.
    OtherJson,
    /// JSON but for values that it does not have.
    AlmostJson,
    /// An error document of a function.
    ErrorDocument(DidRun),
    /// A text that Lambda sends in place of an error document.
    ErrorText(FailureKind),
    /// The end of a stream that its handler did not finish.
    BrokenStream,
    /// The beginning of a JSON document.
    CutOff,
    Html,
    Xml,
    /// Anything else.
    Bytes,
}

impl Shape {
    /// Returns the shape of a response. `decodes` says whether other bytes match the type of the method.
    pub(crate) fn of(payload: &Bytes, decodes: impl FnOnce(&[u8]) -> bool) -> Shape {
        if payload.trim_ascii().is_empty() {
            return Shape::Empty;
        }
        let failure = Failure::decode(payload.clone());
        let is_object = payload.trim_ascii_start().starts_with(b"{");
        match failure.kind() {
            _ if is_object && failure.error_type().is_some() => {
                Shape::ErrorDocument(failure.did_run())
            }
            kind if !is_object && kind != FailureKind::Unreadable => Shape::ErrorText(kind),
            _ => Shape::of_other(payload, decodes),
        }
    }

    fn of_other(payload: &[u8], decodes: impl FnOnce(&[u8]) -> bool) -> Shape {
        if is_json(payload) {
            return match serde_json::from_slice(payload) {
                Ok(Value::String(text)) => Shape::of_string(&text, decodes),
                Ok(Value::Object(fields)) if is_for_api_gateway(&fields) => Shape::ApiGateway,
                _ => Shape::OtherJson,
            };
        }
        let text = String::from_utf8_lossy(payload);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let begins = |start: &str| {
            let begin = text.get(..start.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(start))
        };
        if text.contains("Lambda-Runtime-Function-Error-Type:") {
            Shape::BrokenStream
        } else if begins("<!doctype html") || begins("<html") {
            Shape::Html
        } else if begins("<?xml") {
            Shape::Xml
        } else if text.starts_with(['{', '[', '"']) && is_json(lenient::repair(text).as_bytes()) {
            Shape::AlmostJson
        } else if begins_json(text) {
            Shape::CutOff
        } else {
            Shape::Bytes
        }
    }

    fn of_string(text: &str, decodes: impl FnOnce(&[u8]) -> bool) -> Shape {
        let matches = decodes(text.as_bytes());
        let is_composite = text.trim_start().starts_with(['{', '[']) && is_json(text.as_bytes());
        match matches || is_composite {
            true => Shape::EncodedTwice { matches },
            false => Shape::OtherJson,
        }
    }

    /// Returns what this response proves about the function, if it comes from Lambda.
    pub(crate) fn did_run(self) -> DidRun {
        match self {
            // A document of a function that failed to start looks like the result of one that ran.
            Shape::ErrorDocument(DidRun::No | DidRun::InitOnly | DidRun::Unknown) => {
                DidRun::Unknown
            }
            _ => DidRun::Yes,
        }
    }

    /// Returns whether this is the result of a function that ran to completion, if it comes from Lambda.
    pub(crate) fn is_result(self) -> bool {
        match self {
            Shape::Empty
            | Shape::EncodedTwice { .. }
            | Shape::ApiGateway
            | Shape::OtherJson
            | Shape::AlmostJson
            | Shape::Bytes => true,
            Shape::ErrorDocument(_)
            | Shape::ErrorText(_)
            | Shape::BrokenStream
            | Shape::CutOff
            | Shape::Html
            | Shape::Xml => false,
        }
    }

    /// Describes the response, of `bytes` bytes, to a caller that expects the type of this name.
    pub(crate) fn describe(self, expected: &str, bytes: usize) -> Description<'_> {
        Description {
            shape: self,
            expected,
            bytes,
        }
    }
}

/// Returns whether an object has the fields of a response for API Gateway, a function URL or a load balancer.
fn is_for_api_gateway(fields: &serde_json::Map<String, Value>) -> bool {
    let has = |name| fields.contains_key(name);
    fields.get("statusCode").is_some_and(Value::is_number)
        && (has("body") || has("headers") || has("isBase64Encoded"))
}

/// Returns whether the text ends within a JSON document.
fn begins_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

/// The text of a [`Shape`].
#[derive(Debug)]
pub(crate) struct Description<'a> {
    shape: Shape,
    expected: &'a str,
    bytes: usize,
}

impl fmt::Display for Description<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const EMULATOR: &str = "but the header `X-Amz-Function-Error` is missing; the endpoint is probably an emulator that \
                                omits it";
        let Description {
            expected, bytes, ..
        } = self;
        match self.shape {
            Shape::Empty => {
                f.write_str("it is empty; a function that returns nothing responds with `null`")
            }
            Shape::EncodedTwice { matches: true } => write!(
                f,
                "it is a JSON string that contains a `{expected}`; the function probably serializes its result twice"
            ),
            Shape::EncodedTwice { matches: false } => write!(
                f,
                "it is a JSON string that contains JSON, not a `{expected}`; the function probably serializes its result twice"
            ),
            Shape::ApiGateway => write!(
                f,
                "it is a response for API Gateway (`statusCode`, `body`), not a `{expected}`; return a type with these fields \
                 from the method, and decode its `body`"
            ),
            Shape::OtherJson => write!(f, "valid JSON, but not a `{expected}`"),
            Shape::AlmostJson => write!(
                f,
                "its {bytes} bytes are not valid JSON: they contain a value that JSON does not have, such as `NaN`; return \
                 `lambda_client::Raw` from the method to accept any bytes"
            ),
            Shape::ErrorDocument(_) => {
                write!(f, "it is the error document of a function, {EMULATOR}")
            }
            Shape::ErrorText(kind) => {
                write!(f, "it is Lambda's text for a function error ({kind}), {EMULATOR}")
            }
            Shape::BrokenStream => f.write_str(
                "it ends with the trailers of a streaming handler that failed; the endpoint is probably an emulator that does \
                 not support them",
            ),
            Shape::CutOff => write!(
                f,
                "its {bytes} bytes are not valid JSON: the end is missing; the response was probably cut off"
            ),
            Shape::Html => f.write_str(
                "it is an HTML page, not valid JSON; it probably comes from a proxy, a login page or a wrong endpoint",
            ),
            Shape::Xml => f.write_str(
                "it is an XML document, not valid JSON; it probably comes from a proxy or a wrong endpoint",
            ),
            Shape::Bytes => write!(
                f,
                "its {bytes} bytes are not valid JSON; return `lambda_client::Raw` from the method to accept any bytes"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(payload: &str) -> Shape {
        Shape::of(&Bytes::copy_from_slice(payload.as_bytes()), |text| {
            serde_json::from_slice::<u64>(text).is_ok()
        })
    }

    #[test]
    fn shapes_are_told_apart() {
        let twice = |matches| Shape::EncodedTwice { matches };
        for (payload, shape) in [
            ("", Shape::Empty),
            (" \r\n", Shape::Empty),
            ("true", Shape::OtherJson),
            ("\"text\"", Shape::OtherJson),
            ("\"\\ud800\"", Shape::OtherJson),
            ("\"7\"", twice(true)),
            (r#""{\"id\":1}""#, twice(false)),
            (r#""[1]""#, twice(false)),
            (r#""{id}""#, Shape::OtherJson),
            (r#"{"statusCode":200,"body":"{}"}"#, Shape::ApiGateway),
            (r#"{"statusCode":302,"headers":{}}"#, Shape::ApiGateway),
            (r#"{"statusCode":"x","body":"{}"}"#, Shape::OtherJson),
            (r#"{"statusCode":200}"#, Shape::OtherJson),
            (r#"{"errorMessage":"one field of many"}"#, Shape::OtherJson),
            (r#"{"x":NaN}"#, Shape::AlmostJson),
            (r#"{"x":1,"#, Shape::CutOff),
            ("[\"a", Shape::CutOff),
            ("<!DOCTYPE html><html>", Shape::Html),
            ("\u{feff}\n<HTML lang=\"en\">", Shape::Html),
            ("<?xml version=\"1.0\"?><Error/>", Shape::Xml),
            ("hello", Shape::Bytes),
            ("\u{e9}", Shape::Bytes),
            (
                "{\"a\":1}Lambda-Runtime-Function-Error-Type: Oops\r\n",
                Shape::BrokenStream,
            ),
            (
                "Task timed out after 5.00 seconds",
                Shape::ErrorText(FailureKind::Timeout),
            ),
            (
                "\"RequestId: 1 Error: Runtime exited with error: exit status 1\"",
                Shape::ErrorText(FailureKind::Exit),
            ),
            (
                r#"{"errorType":"Oops","errorMessage":"no"}"#,
                Shape::ErrorDocument(DidRun::Yes),
            ),
            (
                r#"{"errorType":"Runtime.HandlerNotFound"}"#,
                Shape::ErrorDocument(DidRun::InitOnly),
            ),
        ] {
            assert_eq!(of(payload), shape, "{payload}");
        }
        assert_eq!(
            Shape::of(&Bytes::from_static(b"\xff\xfe"), |_| true),
            Shape::Bytes
        );
    }

    #[test]
    fn only_what_a_function_returns_is_a_result() {
        assert!(of("true").is_result() && of("").is_result() && of("hello").is_result());
        for other in ["<html>", "{", "Task timed out after 5.00 seconds"] {
            assert!(!of(other).is_result(), "{other}");
            assert_eq!(of(other).did_run(), DidRun::Yes, "{other}");
        }
        // As likely a failed start.
        let failed_start = of(r#"{"errorType":"Runtime.HandlerNotFound"}"#);
        assert_eq!(failed_start.did_run(), DidRun::Unknown);
    }

    #[test]
    fn descriptions_quote_nothing() {
        for payload in [
            "\"secret\"",
            r#"{"statusCode":200,"body":"secret"}"#,
            r#"{"errorType":"secret","errorMessage":"secret"}"#,
            "<html>secret",
            "{\"secret",
            "secret",
        ] {
            let text = of(payload).describe("u64", payload.len()).to_string();
            assert!(!text.contains("secret"), "{text}");
        }
    }
}
