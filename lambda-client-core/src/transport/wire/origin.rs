//! Whether a response with a success came from Lambda, or from one of its emulators.
//!
//! A proxy, a login page or a wrong endpoint may respond with 200 as well. The result of a function that returns a value shows that
//! it is one when it is decoded; `null` and an empty body do not, and bytes that are taken as they are never do. So one of these must
//! be there:
//!
//! - a header of Lambda: `x-amzn-requestid`, `x-amz-executed-version`, `x-amz-function-error` or `x-amz-log-result`. Lambda and
//!   most emulators send them;
//! - what emulators without these headers send: a content type of JSON (AWS SAM), `text/plain` or `application/octet-stream` (the
//!   Runtime Interface Emulator, which guesses it from the bytes), `lambda-runtime-function-response-mode` (the same emulator for
//!   managed instances), or the headers that allow any web page to read the response (`cargo lambda watch`);
//! - a body that is JSON other than `null`.
//!
//! A success with `x-amzn-errortype` contradicts itself, and is not one.

use serde::de::IgnoredAny;

use crate::transport::wire::{self, Head};

/// Who sent a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Lambda or an emulator of it.
    Lambda,
    /// Something that is not recognizable as Lambda.
    Unknown,
    /// Something that claims a success and an error of Lambda at once.
    Contradictory,
}

/// Returns who sent a success with this head and this body.
pub(crate) fn of(head: &impl Head, body: &[u8]) -> Origin {
    let has = |name| head.bytes(name).is_some();
    if has(wire::ERROR_TYPE) {
        return Origin::Contradictory;
    }
    let lambdas = [
        wire::REQUEST_ID,
        wire::EXECUTED_VERSION,
        wire::FUNCTION_ERROR,
        wire::LOG_RESULT,
    ];
    // Other successes than 200 have no body, and none of them is the response of a function.
    if head.status() != 200 || lambdas.into_iter().any(has) || is_emulators(head) || is_value(body)
    {
        return Origin::Lambda;
    }
    Origin::Unknown
}

/// Returns whether the head is one that an emulator without headers of Lambda sends.
fn is_emulators(head: &impl Head) -> bool {
    let has = |name| head.bytes(name).is_some();
    let vary = || head.text("vary").unwrap_or_default();
    has("lambda-runtime-function-response-mode")
        || matches!(
            content_type(head).as_deref(),
            Some("application/json" | "text/plain" | "application/octet-stream")
        )
        || (has("access-control-allow-credentials")
            && vary().contains("access-control-request-method"))
}

/// Returns whether the body is JSON that says something.
fn is_value(body: &[u8]) -> bool {
    body.trim_ascii() != b"null" && serde_json::from_slice::<IgnoredAny>(body).is_ok()
}

/// Returns the content type without its parameters, in lower case.
fn content_type(head: &impl Head) -> Option<String> {
    let text = head.text("content-type")?;
    let name = text.split(';').next().unwrap_or(text);
    Some(name.trim().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Headers;

    fn origin(lines: &[(&str, &str)], body: &str) -> Origin {
        let headers = lines
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        of(&(200, headers.collect::<Headers>()), body.as_bytes())
    }

    #[test]
    fn a_header_of_lambda_is_enough() {
        for name in [
            "x-amzn-RequestId",
            "X-Amz-Executed-Version",
            "X-Amz-Function-Error",
            "X-Amz-Log-Result",
        ] {
            for body in ["", "null", "<html>"] {
                let lines = [(name, "x"), ("content-type", "text/html")];
                assert_eq!(origin(&lines, body), Origin::Lambda, "{name} {body}");
            }
        }
    }

    #[test]
    fn emulators_are_known_by_what_they_send() {
        let cors = "origin, access-control-request-method, access-control-request-headers";
        for lines in [
            &[("Content-Type", "text/plain; charset=utf-8")][..],
            &[("content-type", "Application/JSON")],
            &[("content-type", "application/octet-stream")],
            &[("lambda-runtime-function-response-mode", "buffered")],
            &[("vary", cors), ("access-control-allow-credentials", "true")],
        ] {
            for body in ["", "null", "text"] {
                assert_eq!(origin(lines, body), Origin::Lambda, "{lines:?} {body}");
            }
        }
    }

    #[test]
    fn a_body_that_says_nothing_needs_a_head_that_does() {
        for lines in [
            &[][..],
            &[("content-type", "text/html; charset=utf-8")],
            &[("content-type", "application/xml")],
            &[("vary", "origin, access-control-request-method")],
            &[("access-control-allow-credentials", "true")],
            &[("server", "nginx")],
        ] {
            for body in [
                "",
                " ",
                "null",
                " null\n",
                "<html>log in</html>",
                "text",
                "{",
                "nul",
            ] {
                assert_eq!(origin(lines, body), Origin::Unknown, "{lines:?} {body}");
            }
            for body in ["7", "{}", "[null]", "false", "\"\"", " {\"a\":1}\n"] {
                assert_eq!(origin(lines, body), Origin::Lambda, "{lines:?} {body}");
            }
        }
    }

    #[test]
    fn an_error_type_contradicts_a_success() {
        let lines = [
            ("x-amzn-errortype", "ServiceException"),
            ("x-amzn-requestid", "id-1"),
        ];
        assert_eq!(origin(&lines, "7"), Origin::Contradictory);
    }

    #[test]
    fn other_successes_are_judged_by_the_mode() {
        for status in [201, 202, 204, 206, 299] {
            assert_eq!(of(&(status, Headers::new()), b"<html>"), Origin::Lambda);
        }
    }
}
