//! The header of a client context.

use std::fmt::{self, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde::Serialize;

use crate::error::ErrorKind;
use crate::invocation::limits::MAX_CLIENT_CONTEXT;
use crate::json::{self, Unserializable};
use crate::lenient_base64;

/// Encodes a client context as base64 of its JSON.
///
/// The JSON is pure ASCII: a function's runtime receives it as a header, and some runtimes accept nothing else there.
pub(crate) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<String, ClientContextError> {
    let mut json = Vec::new();
    json::write(&mut json, value).map_err(|error| ClientContextError(Problem::Json(error)))?;
    if !json.trim_ascii_start().starts_with(b"{") {
        return Err(ClientContextError(Problem::NotAnObject));
    }
    encode_json(&String::from_utf8_lossy(&json))
}

/// Encodes the JSON object of a client context.
pub(crate) fn encode_json(json: &str) -> Result<String, ClientContextError> {
    let json = ascii(json);
    let base64 = BASE64_STANDARD.encode(&json);
    if base64.len() > MAX_CLIENT_CONTEXT {
        let problem = Problem::TooLong {
            json_len: json.len(),
            base64_len: base64.len(),
        };
        return Err(ClientContextError(problem));
    }
    Ok(base64)
}

/// Decodes the JSON of a client context as far as possible. Returns `None` if nothing can be decoded.
pub(crate) fn decode(base64: &str) -> Option<Bytes> {
    lenient_base64::decode(base64).map(Bytes::from)
}

/// Escapes all that is not printable ASCII, which in JSON occurs in strings only.
fn ascii(json: &str) -> String {
    let mut ascii = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, ' '..='~') {
            ascii.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a String cannot fail.
            let _ = write!(ascii, "\\u{unit:04x}");
        }
    }
    ascii
}

/// The error of a client context that cannot be sent.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::ClientContext;
///
/// let error = ClientContext::new().with_custom("k", "x".repeat(4_000)).to_base64().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the client context has 5360 bytes of base64 (4019 bytes of JSON), but Lambda accepts at most 3583",
/// );
/// ```
#[derive(Debug)]
pub struct ClientContextError(Problem);

impl ClientContextError {
    /// Returns the kind of a call's error.
    pub(crate) fn kind(&self) -> ErrorKind {
        match self.0 {
            Problem::Json(_) => ErrorKind::Encode,
            Problem::NotAnObject => ErrorKind::Configuration,
            Problem::TooLong { .. } => ErrorKind::TooLarge,
        }
    }

    /// Returns the message of a call's error, which says more than one layer.
    pub(crate) fn message(&self) -> String {
        match &self.0 {
            Problem::Json(reason) => format!("cannot serialize the client context: {reason}"),
            Problem::NotAnObject | Problem::TooLong { .. } => self.to_string(),
        }
    }
}

#[derive(Debug)]
enum Problem {
    Json(Unserializable),
    NotAnObject,
    TooLong { json_len: usize, base64_len: usize },
}

impl fmt::Display for ClientContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::Json(_) => f.write_str("cannot serialize the client context as JSON"),
            Problem::NotAnObject => f.write_str(
                "the client context is not a JSON object; pass a `ClientContext`, a map or a struct with named fields",
            ),
            Problem::TooLong {
                json_len,
                base64_len,
            } => write!(
                f,
                "the client context has {base64_len} bytes of base64 ({json_len} bytes of JSON), \
                 but Lambda accepts at most {MAX_CLIENT_CONTEXT}",
            ),
        }
    }
}

impl std::error::Error for ClientContextError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Problem::Json(error) => Some(error),
            Problem::NotAnObject | Problem::TooLong { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use std::error::Error as _;

    #[test]
    fn what_is_encoded_can_be_decoded() {
        let context = HashMap::from([("k", "naïve 😀 \u{7f}\n")]);
        let base64 = encode(&context).unwrap();
        let json = decode(&base64).unwrap();
        assert_eq!(json, r#"{"k":"na\u00efve \ud83d\ude00 \u007f\n"}"#);
        let decoded: HashMap<&str, String> = serde_json::from_slice(&json).unwrap();
        assert_eq!(decoded["k"], context["k"]);
    }

    #[test]
    fn the_limit_is_3583_bytes_of_base64() {
        // 2,685 bytes of JSON with the name and the quotes; base64 grows in steps of four.
        let context = |length| HashMap::from([("k", "x".repeat(length))]);
        assert_eq!(encode(&context(2_677)).unwrap().len(), 3_580);
        let error = encode(&context(2_678)).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("3584 bytes of base64 (2686 bytes of JSON)"),
            "{error}"
        );
    }

    #[test]
    fn only_an_object_is_a_context() {
        #[derive(Serialize)]
        struct Unit;
        let raw = |text: &str| serde_json::value::RawValue::from_string(text.to_owned()).unwrap();
        for error in [
            encode("{}"),
            encode(&7),
            encode(&[()]),
            encode(&None::<u8>),
            encode(&Unit),
            encode(&raw(" [{}]")),
        ] {
            let error = error.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(
                error
                    .to_string()
                    .contains("is not a JSON object; pass a `ClientContext`")
            );
        }
        assert!(encode(&raw(" {}")).is_ok());
    }

    #[test]
    fn what_is_not_json_says_why() {
        let error = encode(&HashMap::from([((1, 2), 3)])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot serialize the client context as JSON"
        );
        assert!(error.source().is_some());
    }
}
