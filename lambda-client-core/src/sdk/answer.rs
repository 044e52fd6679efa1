//! What Lambda said, read from the HTTP answer itself: the SDK's types give it for known codes and well-formed bodies only.

use std::time::Duration;

use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::error::ProvideErrorMetadata;
use aws_sdk_lambda::operation::invoke::InvokeError;
use bytes::Bytes;
use serde_json::Value;

use crate::certainty::codes;
use crate::transport::{Evidence, InvokeResponse, TransportError, TransportErrorKind};

/// A success that the SDK refused because of a header: one that is there twice, or is not UTF-8. The header of a function error
/// counts by its presence, whatever its bytes.
pub(crate) fn success(raw: &HttpResponse) -> InvokeResponse {
    let header = |name| raw.headers().get(name).map(str::to_owned);
    let body = raw.body().bytes().map(Bytes::copy_from_slice);
    let mut response = InvokeResponse::new(raw.status().as_u16(), body.unwrap_or_default());
    let failed = raw.headers().get_bytes("x-amz-function-error");
    response.function_error = failed.map(Bytes::copy_from_slice);
    response.executed_version = header("x-amz-executed-version");
    response.log_result = header("x-amz-log-result");
    response.request_id = header("x-amzn-requestid");
    response
}

/// An answer whose body broke off: its head is all there is.
pub(crate) fn broken(raw: &HttpResponse) -> TransportError {
    head(
        TransportError::new(TransportErrorKind::Answer, Evidence::Answered),
        raw,
    )
}

/// An error of Lambda, or of something in front of it.
pub(crate) fn error(error: &InvokeError, raw: &HttpResponse) -> TransportError {
    let bytes = raw.body().bytes().unwrap_or_default();
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let text = |keys: [&str; 2]| keys.iter().find_map(|key| body.get(key)?.as_str());
    let mut failed = TransportError::new(TransportErrorKind::Service, Evidence::Answered)
        .with_raw(Bytes::copy_from_slice(bytes));
    // The SDK knows codes of the body too; the header wins, as it does for the SDK where it can read the body.
    if let Some(code) = error.code()
        && (raw.status().as_u16() < 500 || !is_refusal(code))
    {
        failed = failed.with_code(code);
    }
    if let Some(message) = error.message().or_else(|| text(["message", "Message"])) {
        failed = failed.with_message(message);
    }
    if let Some(reason) = text(["Reason", "reason"]) {
        failed = failed.with_reason(reason);
    }
    head(failed, raw)
}

/// Whether Lambda sends this code with a client error. In the body of a server error it is the word of a gateway, which does
/// not know whether the function ran.
fn is_refusal(code: &str) -> bool {
    codes::find(code).is_some_and(|row| row.status < 500)
}

/// Adds what the head of an answer says.
fn head(failed: TransportError, raw: &HttpResponse) -> TransportError {
    let header = |name| raw.headers().get(name).map(str::trim);
    let mut failed = failed.with_status(raw.status().as_u16());
    if let Some(code) = header("x-amzn-errortype").and_then(bare_code) {
        failed = failed.with_code(code);
    }
    if let Some(id) = header("x-amzn-requestid") {
        failed = failed.with_request_id(id);
    }
    if let Some(seconds) = header("retry-after").and_then(|after| after.parse().ok()) {
        failed = failed.with_retry_after(Duration::from_secs(seconds));
    }
    failed
}

/// The code without the namespace before it and the address behind it, which some services add (AWS restJson1 protocol,
/// "Operation error serialization").
fn bare_code(header: &str) -> Option<&str> {
    let code = header.split(':').next().unwrap_or(header);
    let code = code.rsplit('#').next().unwrap_or(code);
    (!code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::bare_code;

    #[test]
    fn codes_are_freed_from_what_surrounds_them() {
        for header in [
            "ServiceException",
            "ServiceException:http://internal.amazon.com/coral/",
            "aws.lambda#ServiceException",
            "aws.lambda#ServiceException:http://internal.amazon.com/coral/",
        ] {
            assert_eq!(bare_code(header), Some("ServiceException"), "{header}");
        }
        assert_eq!(bare_code(""), None);
        assert_eq!(bare_code(":x"), None);
    }
}
