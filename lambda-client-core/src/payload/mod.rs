//! Payloads: values to bytes and back, within Lambda's limits.

pub(crate) mod object;
mod shape;

use std::any::{Any, TypeId};
use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::certainty::{DidRun, Operation};
use crate::error::{Error, ErrorKind};
use crate::json::{self, Unserializable};

pub(crate) use self::shape::Shape;
pub use crate::invocation::limits::{MAX_EVENT_PAYLOAD, MAX_PAYLOAD};

/// A value that can be the payload of a call: any `serde::Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent to a function or state machine",
    label = "`{Self}` does not implement `serde::Serialize`",
    note = "if the type is yours, add `#[derive(serde::Serialize)]` to it",
    note = "if it is a type of another crate, enable that crate's serde feature (`rc` of serde for `Arc` and `Rc`), or add \
            `#[serde(with = \"..\")]` to the argument"
)]
#[doc(hidden)]
pub trait Payload: Serialize {}

impl<T: Serialize + ?Sized> Payload for T {}

/// An encoded payload, or the error of its encoding, kept until the call is sent.
#[doc(hidden)]
pub struct Encoded(pub(crate) Result<Bytes, Error>);

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(bytes) => write!(f, "Encoded(Ok({} bytes))", bytes.len()),
            Err(error) => f.debug_tuple("Encoded").field(error).finish(),
        }
    }
}

/// A payload as bytes: for functions whose events or responses are not JSON, or that are not to be decoded.
///
/// As the return type of a method or of an untyped call it holds the bytes of the response unchanged. `Debug` prints their
/// length only.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::Raw;
///
/// let image = Raw::from(&b"\x89PNG"[..]);
/// assert_eq!(image.bytes().len(), 4);
/// assert_eq!(format!("{image:?}"), "Raw(4 bytes)");
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Raw(Bytes);

impl Raw {
    /// Returns the bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }

    /// Turns the payload into its bytes.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl<B: Into<Bytes>> From<B> for Raw {
    fn from(bytes: B) -> Self {
        Raw(bytes.into())
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({} bytes)", self.0.len())
    }
}

impl Serialize for Raw {
    /// Writes the bytes as a JSON value. Fails if they are not JSON.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: &RawValue = serde_json::from_slice(&self.0)
            .map_err(|_| serde::ser::Error::custom(json::RAW_IS_NOT_JSON))?;
        value.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Raw(Bytes::from(String::from(Box::<str>::from(value)))))
    }
}

/// Encodes a value as JSON.
pub(crate) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, Error> {
    let mut json = Vec::with_capacity(128);
    json::write(&mut json, value).map_err(encode_error)?;
    release_spare(&mut json);
    Ok(Bytes::from(json))
}

/// Releases the spare capacity of a large payload: it is held through all attempts, or until its client has received it.
fn release_spare(json: &mut Vec<u8>) {
    if json.len() >= 64 * 1024 {
        json.shrink_to_fit();
    }
}

/// Returns the error of arguments that cannot be sent.
pub(crate) fn encode_error(reason: impl fmt::Display) -> Error {
    Error::builder(ErrorKind::Encode)
        .message(reason.to_string())
        .build()
}

/// Decodes a response. An empty one counts as `null`: some runtimes and emulators send it for a function that returns nothing.
pub(crate) fn decode_response<T: DeserializeOwned + 'static>(
    payload: &Bytes,
) -> Result<T, serde_json::Error> {
    decode(payload).or_else(|error| match payload.trim_ascii() {
        b"" => serde_json::from_slice(b"null").map_err(|_| error),
        _ => Err(error),
    })
}

/// Decodes a payload. [`Raw`] holds its bytes unchanged.
pub(crate) fn decode<T: DeserializeOwned + 'static>(
    payload: &Bytes,
) -> Result<T, serde_json::Error> {
    if TypeId::of::<T>() == TypeId::of::<Raw>() {
        let mut raw = Some(Raw(payload.clone()));
        let slot: &mut dyn Any = &mut raw;
        if let Some(value) = slot.downcast_mut::<Option<T>>().and_then(Option::take) {
            return Ok(value);
        }
    }
    serde_json::from_slice(payload)
}

/// Encodes a response. [`Raw`] is sent as its bytes.
pub(crate) fn encode_response<T: Serialize + 'static>(value: &T) -> Result<Bytes, Unserializable> {
    let any: &dyn Any = value;
    if let Some(raw) = any.downcast_ref::<Raw>() {
        return Ok(raw.bytes().clone());
    }
    let mut json = Vec::with_capacity(128);
    json::write(&mut json, value)?;
    release_spare(&mut json);
    Ok(Bytes::from(json))
}

/// Checks the size of an event before it is sent.
pub(crate) fn check_size(payload: &Bytes, operation: Operation) -> Result<(), Error> {
    let limit = operation.max_payload();
    if payload.len() <= limit {
        return Ok(());
    }
    Err(Error::builder(ErrorKind::TooLarge)
        .message(format!(
            "the payload has {} bytes, but the limit of invocation type {} is {limit}; store the data elsewhere, such as in \
             S3, and send a reference",
            payload.len(),
            operation.invocation_type(),
        ))
        .did_run(DidRun::No)
        .build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_to_the_byte() {
        let of = |len: usize| Bytes::from(vec![b'1'; len]);
        for (limit, operation) in [
            (MAX_PAYLOAD, Operation::Invoke),
            (MAX_EVENT_PAYLOAD, Operation::Queue),
        ] {
            assert!(check_size(&of(limit), operation).is_ok());
            let error = check_size(&of(limit + 1), operation).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TooLarge);
            assert!(error.to_string().contains(&limit.to_string()), "{error}");
        }
    }

    #[test]
    fn a_large_payload_holds_no_more_memory_than_its_bytes() {
        let value = "x".repeat(100_000);
        for payload in [encode(&value).unwrap(), encode_response(&value).unwrap()] {
            let bytes = payload.len();
            assert_eq!(payload.try_into_mut().unwrap().capacity(), bytes);
        }
    }

    #[test]
    fn raw_holds_what_is_not_json() {
        let bytes = Bytes::from_static(b"\xff\x00");
        let raw: Raw = decode(&bytes).unwrap();
        assert_eq!(raw.bytes(), &bytes);
        assert_eq!(encode_response(&raw).unwrap(), bytes);
        assert!(decode::<u64>(&bytes).is_err());
    }

    #[test]
    fn an_empty_response_is_null() {
        for empty in ["", " \n", "null"] {
            let empty = Bytes::from_static(empty.as_bytes());
            assert!(decode_response::<()>(&empty).is_ok());
            assert_eq!(decode_response::<Option<u8>>(&empty).unwrap(), None);
            let value: serde_json::Value = decode_response(&empty).unwrap();
            assert!(value.is_null());
            assert_eq!(decode_response::<Raw>(&empty).unwrap().bytes(), &empty);
        }
        let empty = Bytes::new();
        assert!(decode_response::<u8>(&empty).unwrap_err().is_eof());
        assert!(decode_response::<String>(&empty).is_err());
        assert!(decode_response::<Vec<u8>>(&empty).is_err());
        assert!(decode_response::<()>(&Bytes::from_static(b"{}")).is_err());
    }

    #[test]
    fn raw_inside_a_document_must_be_json() {
        let error = encode(&[Raw::from("4111,")]).unwrap_err().to_string();
        assert_eq!(
            error,
            "cannot serialize the arguments: the bytes of a `Raw` are not JSON (at byte 1 of the JSON of \
             `[lambda_client_core::payload::Raw; 1]`)"
        );
    }

    #[test]
    fn raw_inside_a_document_is_json() {
        let pair: (u8, Raw) = serde_json::from_str("[1,{\"a\":1.10}]").unwrap();
        assert_eq!(pair.1.bytes(), &Bytes::from_static(b"{\"a\":1.10}"));
        assert_eq!(encode(&pair).unwrap(), "[1,{\"a\":1.10}]");
    }
}
