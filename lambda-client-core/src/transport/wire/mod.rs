//! Lambda's HTTP form of an invocation: the names of its headers, and how a response is read and written. No other module
//! knows it.

#[cfg(any(feature = "aws-sdk", test))]
pub(crate) mod origin;
#[cfg(test)]
mod tests;

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

#[cfg(any(feature = "aws-sdk", test))]
use self::origin::Origin;
use crate::failure::Failure;
#[cfg(any(feature = "aws-sdk", test))]
use crate::json::is_json;
use crate::transport::{Evidence, Headers, InvokeResponse, TransportError, TransportErrorKind};

/// The headers of an `Invoke` request.
#[cfg(any(feature = "aws-sdk", feature = "local"))]
pub(crate) mod request {
    pub(crate) const TRACE_HEADER: &str = "x-amzn-trace-id";
    #[cfg(feature = "local")]
    pub(crate) const INVOCATION_TYPE: &str = "x-amz-invocation-type";
    #[cfg(feature = "local")]
    pub(crate) const LOG_TYPE: &str = "x-amz-log-type";
    #[cfg(feature = "local")]
    pub(crate) const CLIENT_CONTEXT: &str = "x-amz-client-context";
    #[cfg(feature = "local")]
    pub(crate) const TENANT_ID: &str = "x-amz-tenant-id";
}

pub(crate) const REQUEST_ID: &str = "x-amzn-requestid";
#[cfg(any(feature = "aws-sdk", test))]
const CONTENT_LENGTH: &str = "content-length";
#[cfg(any(feature = "aws-sdk", test))]
const TRANSFER_ENCODING: &str = "transfer-encoding";
const ERROR_TYPE: &str = "x-amzn-errortype";
const RETRY_AFTER: &str = "retry-after";
const FUNCTION_ERROR: &str = "x-amz-function-error";
/// What the Runtime Interface Emulator for managed instances sends in its place, with an error type.
#[cfg(any(feature = "aws-sdk", test))]
const EMULATORS_ERROR: &str = "error-type";
const EXECUTED_VERSION: &str = "x-amz-executed-version";
const LOG_RESULT: &str = "x-amz-log-result";

/// The head of an HTTP response, whichever HTTP library read it.
pub(crate) trait Head {
    fn status(&self) -> u16;

    /// Returns the first value of a header; `name` is in lower case.
    fn bytes(&self, name: &str) -> Option<&[u8]>;

    /// Copies all headers.
    fn headers(&self) -> Headers;

    /// Returns the first value of a header, unless it is not UTF-8.
    fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.bytes(name)?).ok()
    }
}

impl Head for (u16, Headers) {
    fn status(&self) -> u16 {
        self.0
    }

    fn bytes(&self, name: &str) -> Option<&[u8]> {
        Some(self.1.get_bytes(name)?)
    }

    fn headers(&self) -> Headers {
        self.1.clone()
    }
}

/// Reads a whole response.
#[cfg(any(feature = "aws-sdk", test))]
pub(crate) fn read(head: &impl Head, body: Bytes) -> Result<InvokeResponse, TransportError> {
    if is_short(head, &body) {
        return Err(read_broken(head));
    }
    match (head.status(), origin::of(head, &body)) {
        (200..=299, Origin::Lambda) => Ok(read_success(head, body)),
        (200..=299, Origin::Unknown) => Ok(read_success(head, body).with_unknown_origin(true)),
        _ if may_be_cut(head, &body) => {
            Err(read_error_as(TransportErrorKind::Response, head, body))
        }
        _ => Err(read_error(head, body)),
    }
}

/// Returns whether the body is shorter than the head says. HTTP clients do not report that of a stream of HTTP/2 that was reset without
/// an error (RFC 9113, section 8.1).
#[cfg(any(feature = "aws-sdk", test))]
pub(crate) fn is_short(head: &impl Head, body: &[u8]) -> bool {
    let length = || head.text(CONTENT_LENGTH)?.trim().parse().ok();
    head.bytes(TRANSFER_ENCODING).is_none()
        && length().is_some_and(|length: u64| length > body.len() as u64)
}

/// Returns whether nobody can say that a client error arrived to its end, which is what its status or code is believed for.
///
/// Without a length, a body of HTTP/1.1 ends with the connection, and that of a server that is killed ends in the same way; so does one
/// whose last transfer coding is not `chunked` (RFC 9112, section 6.3). Only a JSON object shows that nothing is missing: the beginning of
/// another document, such as that of `404 page not found`, may be a document as well. Lambda and all known emulators send a length.
#[cfg(any(feature = "aws-sdk", test))]
fn may_be_cut(head: &impl Head, body: &[u8]) -> bool {
    let is_client_error = matches!(head.status(), 400..=499);
    is_client_error && !has_end(head) && !is_object(body)
}

/// Returns whether the head says where the body ends.
#[cfg(any(feature = "aws-sdk", test))]
fn has_end(head: &impl Head) -> bool {
    match head.text(TRANSFER_ENCODING) {
        Some(codings) => {
            let last = codings.rsplit(',').next().unwrap_or(codings);
            last.trim().eq_ignore_ascii_case("chunked")
        }
        None => {
            let length = head.text(CONTENT_LENGTH).unwrap_or_default();
            length.trim().parse::<u64>().is_ok()
        }
    }
}

#[cfg(any(feature = "aws-sdk", test))]
fn is_object(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{") && is_json(body)
}

/// Returns whether a success is a function error of an emulator that does not send Lambda's header of one. Lambda's own responses
/// have a request ID, and nothing that a function does adds a header to them.
#[cfg(any(feature = "aws-sdk", test))]
pub(crate) fn is_emulators_error(head: &impl Head) -> bool {
    let has = |name| head.bytes(name).is_some();
    head.status() == 200 && has(EMULATORS_ERROR) && !has(FUNCTION_ERROR) && !has(REQUEST_ID)
}

/// The header of a function error counts by its presence, whatever its bytes; headers that are not UTF-8 are left out, since
/// nothing depends on them.
#[cfg(any(feature = "aws-sdk", test))]
fn read_success(head: &impl Head, body: Bytes) -> InvokeResponse {
    let text = |name| head.text(name).map(str::to_owned);
    InvokeResponse {
        status: head.status(),
        payload: body,
        function_error: match is_emulators_error(head) {
            true => Some(Bytes::from_static(b"Unhandled")),
            false => head.bytes(FUNCTION_ERROR).map(Bytes::copy_from_slice),
        },
        executed_version: text(EXECUTED_VERSION),
        request_id: text(REQUEST_ID),
        log_result: text(LOG_RESULT),
        is_of_unknown_origin: false,
    }
}

/// Reads the response with an error of Lambda, or of something in front of it.
pub(crate) fn read_error(head: &impl Head, body: Bytes) -> TransportError {
    read_error_as(TransportErrorKind::Service, head, body)
}

fn read_error_as(kind: TransportErrorKind, head: &impl Head, body: Bytes) -> TransportError {
    let document: Value = serde_json::from_slice(&body).unwrap_or_default();
    let text = |keys: &[&str]| keys.iter().find_map(|key| document.get(key)?.as_str());
    let mut error = TransportError::new(kind, Evidence::Responded);
    if let Some(code) = text(&["code", "__type"]).and_then(bare_code) {
        error = error.with_code(code);
    }
    let message = text(&["message", "Message"]).map(str::to_owned);
    if let Some(message) = Failure::reported_by(&body).or(message) {
        error = error.with_message(message);
    }
    if let Some(reason) = text(&["Reason", "reason"]) {
        error = error.with_reason(reason);
    }
    // The code of the header wins over that of the body.
    with_head(error, head).with_raw(body)
}

/// Reads a response whose body broke off: only its head is known.
pub(crate) fn read_broken(head: &impl Head) -> TransportError {
    let error = TransportError::new(TransportErrorKind::Response, Evidence::Responded);
    with_head(error, head)
}

/// Adds what the head says.
fn with_head(error: TransportError, head: &impl Head) -> TransportError {
    let text = |name| head.text(name).map(str::trim);
    let mut error = error
        .with_status(head.status())
        .with_headers(head.headers());
    if let Some(code) = text(ERROR_TYPE).and_then(bare_code) {
        error = error.with_code(code);
    }
    if let Some(id) = text(REQUEST_ID) {
        error = error.with_request_id(id);
    }
    if let Some(seconds) = text(RETRY_AFTER).and_then(|after| after.parse().ok()) {
        error = error.with_retry_after(Duration::from_secs(seconds));
    }
    error
}

/// Returns a code without the namespace in front of it and the address after it, which some services add (AWS restJson1
/// protocol, "Operation error serialization").
fn bare_code(text: &str) -> Option<&str> {
    let code = text.split(':').next().unwrap_or(text);
    let code = code.rsplit('#').next().unwrap_or(code);
    (!code.is_empty()).then_some(code)
}

/// Returns the headers of a response.
#[cfg(any(feature = "local", test))]
pub(crate) fn success_headers(response: &InvokeResponse) -> Headers {
    let text = |text: &Option<String>| text.clone().map(Bytes::from);
    let headers = [
        (REQUEST_ID, text(&response.request_id)),
        (EXECUTED_VERSION, text(&response.executed_version)),
        (FUNCTION_ERROR, response.function_error.clone()),
        (LOG_RESULT, text(&response.log_result)),
    ];
    let set = headers.into_iter();
    set.filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// Returns the headers of a response with an error. An error without a code comes from something in front of Lambda.
#[cfg(any(feature = "local", test))]
pub(crate) fn error_headers(
    request_id: &str,
    code: Option<&str>,
    retry_after_seconds: Option<u64>,
) -> Headers {
    let headers = [
        (REQUEST_ID, Some(request_id.to_owned())),
        (ERROR_TYPE, code.map(str::to_owned)),
        (RETRY_AFTER, retry_after_seconds.map(|s| s.to_string())),
    ];
    let set = headers.into_iter();
    set.filter_map(|(name, value)| Some((name, value?)))
        .collect()
}
