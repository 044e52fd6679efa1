//! Errors with fields: the message is a JSON object.
//!
//! An error document has one place for whatever an error carries besides its type, the text `errorMessage`, and every
//! runtime can write it. So a function in any language can raise such an error.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer, ser};
use serde_json::value::RawValue;

use crate::error::ErrorDocument;
use crate::failure::Failure;
use crate::json::MissingFieldDeserializer;

/// The key of the human-readable message among the fields.
const MESSAGE: &str = "message";

/// Collects the fields of an error for its document.
#[derive(Debug)]
pub struct ErrorFields {
    display: String,
    /// `None` once a field could not be serialized.
    fields: Option<Vec<(&'static str, Box<RawValue>)>>,
}

impl ErrorFields {
    /// Starts without fields; `display` is the human-readable message.
    pub fn new(display: &dyn Display) -> Self {
        Self {
            display: display.to_string(),
            fields: Some(Vec::new()),
        }
    }

    /// Adds a field.
    pub fn field<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        match serde_json::value::to_raw_value(value) {
            Ok(value) => {
                if let Some(fields) = &mut self.fields {
                    fields.push((name, value));
                }
            }
            Err(_) => self.fields = None,
        }
        self
    }

    /// Builds the document with the fields and the human-readable message.
    ///
    /// If the error has a field called `message`, that field replaces the human-readable message. If a field cannot be
    /// serialized, the document's message is the human-readable one: the caller then gets the error's type and text, but not
    /// its fields.
    pub fn finish(self, error_type: &'static str) -> ErrorDocument {
        let message = self
            .fields
            .and_then(|fields| object(&fields, &self.display).ok())
            .unwrap_or(self.display);
        ErrorDocument::new(error_type, message)
    }
}

fn object(
    fields: &[(&'static str, Box<RawValue>)],
    display: &str,
) -> Result<String, serde_json::Error> {
    let display = serde_json::value::to_raw_value(display)?;
    let own_message = fields.iter().any(|(name, _)| *name == MESSAGE);
    let added = (!own_message).then_some((MESSAGE, &display));
    let entries = fields.iter().map(|(name, value)| (*name, value));

    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut text);
    serializer.collect_map(entries.chain(added))?;
    String::from_utf8(text).map_err(ser::Error::custom)
}

/// The fields of an error that a function reported.
#[derive(Debug)]
pub struct FailureFields {
    fields: BTreeMap<String, Box<RawValue>>,
}

impl FailureFields {
    /// Reads the fields, if the failure's message is a JSON object.
    pub fn parse(failure: &Failure) -> Option<Self> {
        Self::from_message(failure.message()?)
    }

    fn from_message(message: &str) -> Option<Self> {
        let fields = serde_json::from_str(message).ok()?;
        Some(Self { fields })
    }

    /// Returns the field of this name, if it is present and has this type; a missing field is `None` for an `Option`.
    pub fn take<T: DeserializeOwned>(&self, name: &'static str) -> Option<T> {
        match self.fields.get(name) {
            Some(value) => serde_json::from_str(value.get()).ok(),
            None => T::deserialize(MissingFieldDeserializer).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use bytes::Bytes;

    use super::*;

    fn decoded(document: &ErrorDocument) -> Option<FailureFields> {
        FailureFields::parse(&Failure::decode(document.to_bytes()))
    }

    #[test]
    fn writes_the_fields_in_their_order_and_the_message() {
        let document = ErrorFields::new(&"A-1 is out of stock")
            .field("sku", "A-1")
            .field("left", &0_u8)
            .field("next", &None::<u8>)
            .finish("OutOfStock");
        assert_eq!(document.error_type(), "OutOfStock");
        assert_eq!(
            document.message(),
            r#"{"sku":"A-1","left":0,"next":null,"message":"A-1 is out of stock"}"#
        );
    }

    #[test]
    fn no_fields_are_an_object_all_the_same() {
        let document = ErrorFields::new(&"text").finish("Error");
        assert_eq!(document.message(), r#"{"message":"text"}"#);
    }

    #[test]
    fn a_field_called_message_wins() {
        let document = ErrorFields::new(&"the text of Display")
            .field("message", "the field")
            .field("code", &7)
            .finish("Error");
        assert_eq!(document.message(), r#"{"message":"the field","code":7}"#);
    }

    #[test]
    fn a_field_that_cannot_be_serialized_does_not_lose_the_error() {
        let unserializable = HashMap::from([(vec![1], 2)]);
        let document = ErrorFields::new(&"the text")
            .field("before", &1)
            .field("keys", &unserializable)
            .field("after", &2)
            .finish("Error");
        assert_eq!(document, ErrorDocument::new("Error", "the text"));
        assert!(decoded(&document).is_none());
    }

    #[test]
    fn reads_back_what_was_written() {
        let document = ErrorFields::new(&"text")
            .field("name", "größe \"1\"")
            .field("big", &u128::MAX)
            .field("list", &[1.5, -0.0])
            .field("none", &None::<u8>)
            .finish("Error");
        let fields = decoded(&document);
        let take = |name| {
            fields
                .as_ref()
                .and_then(|fields| fields.take::<String>(name))
        };
        assert_eq!(take("name").as_deref(), Some("größe \"1\""));
        assert_eq!(take("message").as_deref(), Some("text"));
        assert_eq!(take("big"), None);
        let fields = fields.as_ref();
        assert_eq!(fields.and_then(|f| f.take("big")), Some(u128::MAX));
        assert_eq!(fields.and_then(|f| f.take("list")), Some(vec![1.5, -0.0]));
        assert_eq!(fields.and_then(|f| f.take("none")), Some(None::<u8>));
    }

    #[test]
    fn only_an_option_may_be_missing() {
        let fields = FailureFields::from_message("{}");
        let fields = fields.as_ref();
        assert_eq!(fields.and_then(|f| f.take("x")), Some(None::<String>));
        assert_eq!(fields.and_then(|f| f.take::<String>("x")), None);
        assert_eq!(fields.and_then(|f| f.take::<()>("x")), None);
        assert_eq!(fields.and_then(|f| f.take::<serde_json::Value>("x")), None);
        assert_eq!(fields.and_then(|f| f.take::<Vec<u8>>("x")), None);
    }

    #[test]
    fn only_an_object_has_fields() {
        for message in [
            "",
            "null",
            "[]",
            "[[\"a\",1]]",
            "\"{}\"",
            "{",
            "{}x",
            "{1:2}",
            "text",
            "\u{feff}{}",
        ] {
            assert!(FailureFields::from_message(message).is_none(), "{message}");
        }
        assert!(FailureFields::from_message(" {\"a\": 1, \"a\": 2} ").is_some());
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        assert!(FailureFields::from_message(&deep).is_none());
        // No message at all.
        let failure = Failure::decode(Bytes::from_static(b"{\"errorType\":\"Error\"}"));
        assert!(FailureFields::parse(&failure).is_none());
    }
}
