//! The errors with which Lambda rejects a request.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::certainty::codes;
use crate::endpoint::refusal::Refusal;
use crate::transport::{Headers, InvocationType, TransportError, wire};

/// An error response of the API, with Lambda's own message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceError {
    pub(crate) status: u16,
    /// `None` for a response of a gateway in front of Lambda, which does not know Lambda's codes.
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    /// Why Lambda throttles (model shape `ThrottleReason`).
    pub(crate) reason: Option<String>,
    pub(crate) retry_after_seconds: Option<u64>,
}

/// The errors of Lambda's model that call their text `message`. All others in the model call it `Message`.
const SMALL_MESSAGE: &[&str] = &[
    "CodeArtifactUserDeletedException",
    "CodeArtifactUserFailedException",
    "CodeArtifactUserPendingException",
    "InvalidParameterValueException",
    "InvalidRequestContentException",
    "ModeNotSupportedException",
    "RequestTooLargeException",
    "ResourceConflictException",
    "ResourceNotReadyException",
    "RuntimeAliasDeletedException",
    "RuntimeVersionDeletedException",
    "SerializedRequestEntityTooLargeException",
    "TooManyRequestsException",
    "UnsupportedMediaTypeException",
];

/// The errors that are common to all AWS services and not part of Lambda's model.
const NOT_MODELED: &[&str] = &[
    "AccessDeniedException",
    "ExpiredTokenException",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "RequestTimeout",
    "RequestTimeoutException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "UnrecognizedClientException",
];

impl ServiceError {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> ServiceError {
        ServiceError {
            status,
            code: Some(code.to_owned()),
            message: message.into(),
            reason: None,
            retry_after_seconds: None,
        }
    }

    /// Creates the error with this code and the status that the model gives it, or 500 for a code that is not in the model.
    pub(crate) fn of_code(code: &str, message: impl Into<String>) -> ServiceError {
        ServiceError::new(
            codes::find(code).map_or(500, |row| row.status),
            code,
            message,
        )
    }

    pub(crate) fn function_not_found(arn: &str) -> ServiceError {
        ServiceError::of_code(
            "ResourceNotFoundException",
            format!("Function not found: {arn}"),
        )
    }

    pub(crate) fn invalid_parameter(message: impl Into<String>) -> ServiceError {
        ServiceError::of_code("InvalidParameterValueException", message)
    }

    /// Creates the error for a member of the request that violates its shape in the model.
    pub(crate) fn invalid_member(member: &str, value: &str, constraint: &str) -> ServiceError {
        ServiceError::new(
            400,
            "ValidationException",
            format!(
                "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
            ),
        )
    }

    pub(crate) fn throttled(reason: &str, retry_after_seconds: Option<u64>) -> ServiceError {
        ServiceError {
            reason: Some(reason.to_owned()),
            retry_after_seconds,
            ..ServiceError::of_code("TooManyRequestsException", "Rate Exceeded.")
        }
    }

    pub(crate) fn payload_too_large(bytes: u64, invocation_type: InvocationType) -> ServiceError {
        let limit = invocation_type.max_payload();
        ServiceError::of_code(
            "RequestTooLargeException",
            format!(
                "{bytes} byte payload is too large for the {invocation_type} invocation type (limit {limit} bytes)"
            ),
        )
    }

    /// Returns the body of the response, which is empty if the error has no code.
    pub(crate) fn body(&self) -> Bytes {
        let Some(code) = &self.code else {
            return Bytes::new();
        };
        let code = code.as_str();
        let is_modeled = !NOT_MODELED.contains(&code) && codes::find(code).is_some();
        let text = match is_modeled && !SMALL_MESSAGE.contains(&code) {
            true => "Message",
            false => "message",
        };
        let mut body = Map::new();
        if let Some(reason) = &self.reason {
            body.insert("Reason".to_owned(), json!(reason));
        }
        if is_modeled {
            let fault = match self.status {
                400..=499 => "User",
                _ => "Service",
            };
            body.insert("Type".to_owned(), json!(fault));
        }
        body.insert(text.to_owned(), json!(self.message));
        Value::Object(body).to_string().into()
    }

    /// Returns the headers of the response.
    pub(crate) fn headers(&self, request_id: &str) -> Headers {
        wire::error_headers(request_id, self.code.as_deref(), self.retry_after_seconds)
    }

    /// Returns the error that the in-process transport reports: what any transport reads from the HTTP response.
    pub(crate) fn into_error(self, request_id: &str) -> TransportError {
        wire::read_error(&(self.status, self.headers(request_id)), self.body())
    }
}

impl From<&Refusal> for ServiceError {
    fn from(refusal: &Refusal) -> ServiceError {
        let (status, code) = match refusal {
            Refusal::BadRequest(_) => (400, "BadRequestException"),
            Refusal::Denied(_) => (403, "AccessDeniedException"),
            Refusal::TooSlow(_) => (408, "RequestTimeoutException"),
            Refusal::NoMemory => {
                return ServiceError {
                    message: refusal.message(),
                    ..ServiceError::throttled("CallerRateLimitExceeded", Some(1))
                };
            }
            Refusal::NoMemoryForResponse => (503, "ServiceUnavailableException"),
        };
        ServiceError::new(status, code, refusal.message())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_in_the_field_that_the_model_names() {
        let body = |code: &str| ServiceError::of_code(code, "why").body();
        assert_eq!(
            body("ResourceNotFoundException"),
            r#"{"Message":"why","Type":"User"}"#
        );
        assert_eq!(
            body("ServiceException"),
            r#"{"Message":"why","Type":"Service"}"#
        );
        assert_eq!(body("AccessDeniedException"), r#"{"message":"why"}"#);
        assert_eq!(body("NewerThanThis"), r#"{"message":"why"}"#);
        assert_eq!(
            ServiceError::throttled("CallerRateLimitExceeded", Some(1)).body(),
            r#"{"Reason":"CallerRateLimitExceeded","Type":"User","message":"Rate Exceeded."}"#
        );
    }

    #[test]
    fn every_code_has_the_status_of_the_model() {
        let status = |code: &str| ServiceError::of_code(code, "").status;
        assert_eq!(status("KMSAccessDeniedException"), 502);
        assert_eq!(status("EFSIOException"), 410);
        assert_eq!(status("NewerThanThisException"), 500);
    }
}
