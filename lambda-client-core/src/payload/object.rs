//! Payloads of several arguments: JSON objects, written argument by argument.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::Serialize;

use crate::error::Error;
use crate::json::{self, JsonMismatch, UniqueEntries};
use crate::payload::{Encoded, Payload, encode, encode_error};

/// A JSON object that is being written. Its first error is kept until the call is sent.
pub struct ObjectPayload {
    json: Vec<u8>,
    /// The keys so far, to detect a spread argument that contains one of them.
    keys: Vec<Cow<'static, str>>,
    error: Option<Error>,
}

impl ObjectPayload {
    /// Creates an empty object.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    pub fn new() -> Self {
        ObjectPayload {
            json: vec![b'{'],
            keys: Vec::new(),
            error: None,
        }
    }

    /// Creates an object that starts with the tag of a route.
    pub fn tagged(tag: &'static str, value: &'static str) -> Self {
        ObjectPayload::new().field(tag, value)
    }

    /// Adds an argument.
    #[must_use]
    pub fn field<T: Payload + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        if self.key(Cow::Borrowed(name))
            && let Err(error) = json::write(&mut self.json, value)
        {
            self.fail(encode_error(format_args!("argument `{name}`: {error}")));
        }
        self
    }

    /// Adds all entries of an argument that serializes as an object.
    #[must_use]
    pub fn spread<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match encode(value) {
            Ok(json) => match serde_json::from_slice(&json) {
                Ok(UniqueEntries(entries)) => {
                    for (name, entry) in entries {
                        if self.key(Cow::Owned(name)) {
                            self.json.extend_from_slice(entry.get().as_bytes());
                        }
                    }
                }
                Err(error) => self.fail(encode_error(JsonMismatch::new(&error))),
            },
            Err(error) => self.fail(error),
        }
        self
    }

    /// Returns the payload.
    pub fn finish(mut self) -> Encoded {
        if let Some(error) = self.error {
            return Encoded(Err(error));
        }
        self.json.push(b'}');
        Encoded(Ok(Bytes::from(self.json)))
    }

    /// Writes a key. Returns `false` if the object has it already.
    fn key(&mut self, name: Cow<'static, str>) -> bool {
        if let Some(key) = self.keys.iter().find(|key| **key == name) {
            // A key that is not the name of an argument may be data.
            let declared = [key, &name].into_iter().find_map(|key| match key {
                Cow::Borrowed(name) => Some(format!(" `{name}`")),
                Cow::Owned(_) => None,
            });
            let error = encode_error(format_args!(
                "duplicate field{}; rename one of the two, or the tag of the route",
                declared.unwrap_or_default()
            ));
            self.fail(error);
            return false;
        }
        if !self.keys.is_empty() {
            self.json.push(b',');
        }
        if let Err(error) = json::write(&mut self.json, &*name) {
            self.fail(encode_error(error));
        }
        self.json.push(b':');
        self.keys.push(name);
        true
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }
}

impl fmt::Debug for ObjectPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectPayload({} bytes)", self.json.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use serde_json::json;

    fn text(object: ObjectPayload) -> String {
        String::from_utf8(object.finish().0.unwrap().to_vec()).unwrap()
    }

    #[test]
    fn arguments_keep_their_order() {
        let object = ObjectPayload::tagged("action", "quote")
            .field("sku", "A-1")
            .field("quantity", &3);
        assert_eq!(
            text(object),
            r#"{"action":"quote","sku":"A-1","quantity":3}"#
        );
        assert_eq!(text(ObjectPayload::new()), "{}");
    }

    #[test]
    fn a_spread_argument_adds_its_entries() {
        let object = ObjectPayload::new()
            .field("a", &1)
            .spread(&json!({"b": [2], "c": null}));
        assert_eq!(text(object), r#"{"a":1,"b":[2],"c":null}"#);
    }

    #[test]
    fn a_duplicate_key_is_an_error() {
        let object = ObjectPayload::tagged("action", "quote").spread(&json!({"action": "place"}));
        let error = object.finish().0.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode);
        assert!(error.to_string().contains("`action`"), "{error}");
    }

    #[test]
    fn a_duplicate_key_is_named_only_if_it_is_declared() {
        let data = json!({"4111": 1});
        let error = ObjectPayload::new().spread(&data).spread(&data).finish().0;
        assert_eq!(
            error.unwrap_err().to_string(),
            "cannot serialize the arguments: duplicate field; rename one of the two, or the tag of the route"
        );
        let error = ObjectPayload::new()
            .spread(&data)
            .field("4111", &1)
            .finish()
            .0;
        assert!(
            error
                .unwrap_err()
                .to_string()
                .contains("duplicate field `4111`;")
        );
    }

    #[test]
    fn an_argument_that_cannot_be_serialized_is_named() {
        let map = std::collections::BTreeMap::from([([1_u8], 2_u8)]);
        let error = ObjectPayload::new()
            .field("a", &1)
            .field("stock", &map)
            .finish()
            .0;
        assert_eq!(
            error.unwrap_err().to_string(),
            "cannot serialize the arguments: argument `stock`: key must be a string (at byte 1 of the JSON of \
             `alloc::collections::btree::map::BTreeMap<[u8; 1], u8>`)"
        );
    }

    #[test]
    fn a_duplicate_key_within_one_argument_is_an_error() {
        #[derive(Serialize)]
        struct Both {
            #[serde(flatten)]
            one: serde_json::Value,
            #[serde(flatten)]
            other: serde_json::Value,
        }
        let (one, other) = (json!({"k": 1}), json!({"k": 2}));
        let error = ObjectPayload::new()
            .spread(&Both { one, other })
            .finish()
            .0
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot serialize the arguments: duplicate field at line 1 column 13"
        );
    }

    #[test]
    fn debug_prints_no_argument() {
        let object = ObjectPayload::new().field("sku", "s3cr3t");
        assert_eq!(format!("{object:?}"), "ObjectPayload(15 bytes)");
        let encoded = object.finish();
        assert_eq!(format!("{encoded:?}"), "Encoded(Ok(16 bytes))");
    }

    #[test]
    fn a_spread_argument_keeps_its_order() {
        #[derive(Serialize)]
        struct Page {
            size: u8,
            next: u8,
        }
        let object = ObjectPayload::new().spread(&Page { size: 1, next: 2 });
        assert_eq!(text(object), r#"{"size":1,"next":2}"#);
    }

    #[test]
    fn only_an_object_can_be_spread() {
        let error = ObjectPayload::new().spread(&[1, 2]).finish().0.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode);
    }
}
