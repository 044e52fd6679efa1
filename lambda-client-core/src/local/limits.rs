//! Lambda's limits, and the checks of a request before a function runs.

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use serde::de::IgnoredAny;

use crate::error::ErrorDocument;
use crate::invocation::limits::{
    MAX_CLIENT_CONTEXT, MAX_RESPONSE, MAX_TENANT_ID, is_tenant_id_char,
};
use crate::local::service_error::ServiceError;
use crate::transport::InvokeRequest;

/// What a function receives for a request without a body.
const EMPTY_EVENT: Bytes = Bytes::from_static(b"{}");

/// Base64 from its first to its last character. Only the padding may be missing.
const STRICT_BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Returns the event of a request, or Lambda's error if it is too large or not valid JSON.
pub(crate) fn event(request: &InvokeRequest<'_>) -> Result<Bytes, ServiceError> {
    let payload = request.payload();
    if payload.len() > request.invocation_type().max_payload() {
        let bytes = u64::try_from(payload.len()).unwrap_or(u64::MAX);
        return Err(ServiceError::payload_too_large(
            bytes,
            request.invocation_type(),
        ));
    }
    if payload.is_empty() {
        return Ok(EMPTY_EVENT);
    }
    match check_json(payload) {
        Ok(()) => Ok(payload.clone()),
        Err(mistake) => Err(ServiceError::of_code(
            "InvalidRequestContentException",
            format!("Could not parse request body into json: {mistake}"),
        )),
    }
}

/// Checks that this is JSON. Checks UTF-8 first: a parser that skips values does not check their strings.
fn check_json(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(IgnoredAny) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// Returns the client context as JSON, or Lambda's error if it is too long or not the base64 of a JSON object.
pub(crate) fn client_context(request: &InvokeRequest<'_>) -> Result<Option<Bytes>, ServiceError> {
    let Some(base64) = request.client_context() else {
        return Ok(None);
    };
    let invalid = |message: &str| ServiceError::of_code("InvalidRequestContentException", message);
    if base64.len() > MAX_CLIENT_CONTEXT {
        return Err(invalid(&format!(
            "The client context has {} bytes of base64, the limit is {MAX_CLIENT_CONTEXT}",
            base64.len()
        )));
    }
    let is_object =
        |json: &Vec<u8>| check_json(json).is_ok() && json.trim_ascii_start().first() == Some(&b'{');
    STRICT_BASE64
        .decode(base64)
        .ok()
        .filter(is_object)
        .map(|json| Some(Bytes::from(json)))
        .ok_or_else(|| invalid("Client context must be a valid Base64-encoded JSON object."))
}

/// Checks the tenant ID against its shape in the model.
pub(crate) fn tenant_id(tenant_id: &str) -> Result<(), ServiceError> {
    if tenant_id.is_empty() || tenant_id.chars().count() > MAX_TENANT_ID {
        return Err(ServiceError::invalid_member(
            "tenantId",
            tenant_id,
            "Member must have length between 1 and 256, inclusive",
        ));
    }
    match tenant_id.chars().all(is_tenant_id_char) {
        true => Ok(()),
        false => Err(ServiceError::invalid_member(
            "tenantId",
            tenant_id,
            r"Member must satisfy regular expression pattern: [a-zA-Z0-9\._:\/=+\-@ ]+",
        )),
    }
}

/// Returns the function error that replaces a response that is too large.
pub(crate) fn response_too_large() -> ErrorDocument {
    ErrorDocument::new(
        "Function.ResponseSizeTooLarge",
        format!(
            "Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE} bytes)."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invocation::InvocationType;
    use crate::invocation::limits::{MAX_EVENT_PAYLOAD, MAX_PAYLOAD};
    use base64::prelude::BASE64_STANDARD;

    fn request(payload: &[u8], invocation_type: InvocationType) -> InvokeRequest<'static> {
        InvokeRequest::new("f", Bytes::copy_from_slice(payload))
            .with_invocation_type(invocation_type)
    }

    #[test]
    fn the_size_limits_are_exact() {
        for (limit, invocation_type) in [
            (MAX_PAYLOAD, InvocationType::RequestResponse),
            (MAX_EVENT_PAYLOAD, InvocationType::Event),
        ] {
            assert!(event(&request(&vec![b'1'; limit], invocation_type)).is_ok());
            let error = event(&request(&vec![b'1'; limit + 1], invocation_type)).unwrap_err();
            assert_eq!(error.status, 413);
            let message = format!(
                "{} byte payload is too large for the {invocation_type} invocation type (limit {limit} bytes)",
                limit + 1
            );
            assert_eq!(error.message, message);
        }
    }

    #[test]
    fn an_event_is_json_or_empty() {
        let sync = InvocationType::RequestResponse;
        assert_eq!(event(&request(b"", sync)).unwrap(), "{}");
        assert_eq!(event(&request(b" 1.10 ", sync)).unwrap(), " 1.10 ");
        for bad in [
            &b"{"[..],
            b"x",
            b"{} {}",
            b"\xff",
            b"\"\xff\"",
            b"{\"\xff\":1}",
            b"NaN",
        ] {
            let error = event(&request(bad, sync)).unwrap_err();
            assert_eq!(
                error.code.as_deref(),
                Some("InvalidRequestContentException")
            );
        }
    }

    #[test]
    fn a_client_context_is_base64_of_a_json_object() {
        fn of(base64: Option<&str>) -> Result<Option<Bytes>, ServiceError> {
            let request = request(b"", InvocationType::RequestResponse);
            client_context(&request.with_client_context(base64))
        }
        assert_eq!(of(None).unwrap(), None);
        assert_eq!(of(Some("e30=")).unwrap().unwrap(), "{}");
        assert_eq!(of(Some("e30")).unwrap().unwrap(), "{}");
        assert_eq!(of(Some("IHsiYSI6MX0K")).unwrap().unwrap(), " {\"a\":1}\n");
        let too_long = BASE64_STANDARD.encode(format!("{{\"k\":\"{}\"}}", "x".repeat(3_000)));
        let encoded = [
            "[1]", "null", "1", "true", "\"{}\"", "{", "{}{}", "{]", "x", "",
        ];
        for bad in encoded.map(|json| BASE64_STANDARD.encode(json)) {
            let error = of(Some(&bad)).unwrap_err();
            assert_eq!(error.status, 400, "{bad}");
            assert_eq!(
                error.message,
                "Client context must be a valid Base64-encoded JSON object."
            );
        }
        for bad in ["*", "e30=*", "e30=e30=", "e3 0=", "{}", &too_long] {
            assert_eq!(of(Some(bad)).unwrap_err().status, 400, "{bad}");
        }
    }

    #[test]
    fn a_tenant_id_matches_its_shape() {
        assert!(tenant_id("blue corp/1").is_ok());
        for bad in ["", "a#b", &"x".repeat(257)] {
            assert_eq!(tenant_id(bad).unwrap_err().status, 400);
        }
    }
}
