//! What a function responds with.

use std::fmt;
#[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use serde::Serialize;

#[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
use crate::error::{Error, ErrorKind, Origin};
use crate::error::{ErrorDocument, FunctionError};
#[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
use crate::failure::Failure;
use crate::payload;
use crate::server::downstream_errors;

/// The `errorType` for a result that cannot be serialized.
const BAD_RESULT: &str = "Runtime.MarshalError";

/// The response of a function: a result, or an error document.
///
/// `Debug` does not print the payload.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::server::{ErrorDocument, FunctionResponse};
///
/// assert!(!FunctionResponse::result("42").is_failure());
///
/// let document = ErrorDocument::new("OutOfStock", "no A-1 left");
/// assert!(FunctionResponse::failure(document.to_bytes()).is_failure());
/// ```
#[derive(Clone)]
pub struct FunctionResponse {
    body: Body,
    /// The `errorType`, if it is from a small set: declared, or this library's own.
    #[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
    known_error_type: Option<String>,
}

/// Responses of the same bytes are equal, whatever is known about them.
impl PartialEq for FunctionResponse {
    fn eq(&self, other: &FunctionResponse) -> bool {
        self.body == other.body
    }
}

impl Eq for FunctionResponse {}

#[derive(Clone, PartialEq, Eq)]
enum Body {
    Result(Bytes),
    Failure(Bytes),
}

impl FunctionResponse {
    /// Creates the response of a function that succeeded. Lambda expects JSON from its managed runtimes, but accepts any
    /// bytes.
    pub fn result(payload: impl Into<Bytes>) -> FunctionResponse {
        FunctionResponse::of_body(Body::Result(payload.into()))
    }

    /// Creates the response of a function that failed. The bytes are sent as they are, so they may be the document of
    /// another runtime or of Lambda itself; for the usual form use [`ErrorDocument::to_bytes`].
    pub fn failure(document: impl Into<Bytes>) -> FunctionResponse {
        FunctionResponse::of_body(Body::Failure(document.into()))
    }

    fn of_body(body: Body) -> FunctionResponse {
        FunctionResponse {
            body,
            #[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
            known_error_type: None,
        }
    }

    /// Creates the response to an invocation that failed with a document whose `errorType` is from a small set.
    pub(crate) fn of_known_error(document: &ErrorDocument) -> FunctionResponse {
        FunctionResponse {
            #[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
            known_error_type: Some(document.error_type().to_owned()),
            ..FunctionResponse::failure(document.to_bytes())
        }
    }

    /// Creates the response of a handler that returned a typed error.
    fn of_typed_error<E: FunctionError>(error: &E) -> FunctionResponse {
        let document = error.to_document();
        #[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
        let is_declared = is_declared::<E>(&document);
        let document = downstream_errors::leave_typed::<E>(document);
        #[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
        if is_declared || matches!(document.origin(), Origin::Downstream) {
            return FunctionResponse::of_known_error(&document);
        }
        FunctionResponse::failure(document.to_bytes())
    }

    /// Creates the response of a handler that returned an error.
    #[cfg(feature = "local")]
    pub(crate) fn of_error(document: ErrorDocument) -> FunctionResponse {
        FunctionResponse::failure(downstream_errors::leave(document).to_bytes())
    }

    /// Returns whether the function failed.
    pub fn is_failure(&self) -> bool {
        matches!(self.body, Body::Failure(_))
    }

    /// Returns the `errorType`, if the function failed and it is from a small set.
    #[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
    pub(crate) fn known_error_type(&self) -> Option<&str> {
        self.known_error_type.as_deref()
    }

    /// Returns the bytes that are sent: the result, or the error document.
    pub fn payload(&self) -> &Bytes {
        match &self.body {
            Body::Result(payload) | Body::Failure(payload) => payload,
        }
    }

    /// Returns the bytes that are sent, by value.
    pub fn into_payload(self) -> Bytes {
        match self.body {
            Body::Result(payload) | Body::Failure(payload) => payload,
        }
    }
}

impl fmt::Debug for FunctionResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FunctionResponse")
            .field("is_failure", &self.is_failure())
            .field("payload_bytes", &self.payload().len())
            .finish()
    }
}

/// Returns whether an error type declares the `errorType` of this document: then it reads the document as one of its own. A handler may
/// send any other text. Only spans show it, so this says no if there is none.
#[cfg(all(feature = "tracing", any(feature = "local", feature = "serve")))]
fn is_declared<E: FunctionError>(document: &ErrorDocument) -> bool {
    if tracing::Span::current().is_disabled() {
        return false;
    }
    let failure = Failure::decode(document.to_bytes());
    let error = Error::builder(ErrorKind::Function).failure(failure).build();
    // An error type that only functions use may panic here.
    let read = catch_unwind(AssertUnwindSafe(|| E::from_error(error).to_document()));
    read.is_ok_and(|read| {
        matches!(read.origin(), Origin::Unknown) && read.error_type() == document.error_type()
    })
}

/// The return type of a method whose result and error can be sent.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a Lambda function cannot return `{Self}`",
    label = "write `Result<T, E>`: T implements `serde::Serialize`, E is `lambda_client::Error` or derives `FunctionError`"
)]
pub trait ServerReply {
    /// Encodes the result or the error.
    fn into_response(self) -> FunctionResponse;
}

impl<T: Serialize + 'static, E: FunctionError> ServerReply for Result<T, E> {
    fn into_response(self) -> FunctionResponse {
        match self {
            Ok(value) => match payload::encode_response(&value) {
                Ok(payload) => FunctionResponse::result(payload),
                Err(error) => {
                    let document = ErrorDocument::new(BAD_RESULT, error.to_string());
                    FunctionResponse::of_known_error(&document)
                }
            },
            Err(error) => FunctionResponse::of_typed_error(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_prints_no_payload() {
        for response in [
            FunctionResponse::result("marker"),
            FunctionResponse::failure("marker"),
        ] {
            let text = format!("{response:?}");
            assert!(!text.contains("marker"), "{text}");
            assert!(text.contains("payload_bytes: 6"), "{text}");
        }
    }

    #[test]
    fn the_text_of_a_serialize_implementation_is_not_sent() {
        struct Secret;

        impl Serialize for Secret {
            fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(serde::ser::Error::custom("marker"))
            }
        }

        let result: Result<Secret, crate::error::Error> = Ok(Secret);
        let payload = result.into_response().into_payload();
        let text = String::from_utf8_lossy(&payload);
        assert!(
            text.contains(BAD_RESULT) && !text.contains("marker"),
            "{text}"
        );
    }

    #[test]
    fn a_result_is_not_a_failure_of_the_same_bytes() {
        let (result, failure) = (
            FunctionResponse::result("1"),
            FunctionResponse::failure("1"),
        );
        assert_ne!(result, failure);
        assert_eq!(result.payload(), failure.payload());
        assert!(failure.is_failure() && !result.is_failure());
    }
}
