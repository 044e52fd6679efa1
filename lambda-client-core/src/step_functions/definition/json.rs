//! JSON whose objects keep their order.

use serde::{Serialize, Serializer};
use serde_json::Number;

/// A JSON value whose objects are printed in the order in which they were made.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Returns an object of these members.
pub(super) fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let members = members.into_iter();
    Json::Object(
        members
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

impl Json {
    /// Prints the value with an indent of two spaces.
    pub(super) fn pretty(&self) -> String {
        // Keys are strings and numbers are finite, so writing to memory cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Prints the value without spaces.
    pub(super) fn compact(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Json {
        Json::Text(text)
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Json {
        Json::Number(number.into())
    }
}

impl From<f64> for Json {
    /// Converts a number; what is not finite becomes `null`.
    fn from(number: f64) -> Json {
        Number::from_f64(number).map_or(Json::Null, Json::Number)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Json {
        use serde_json::Value;
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(value),
            Value::Number(number) => Json::Number(number),
            Value::String(text) => Json::Text(text),
            Value::Array(items) => items.into_iter().collect(),
            Value::Object(members) => {
                let members = members.into_iter();
                Json::Object(members.map(|(key, value)| (key, value.into())).collect())
            }
        }
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Json {
        Json::Array(items.into_iter().map(Into::into).collect())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Number(number) => number.serialize(serializer),
            Json::Text(text) => serializer.serialize_str(text),
            Json::Array(items) => serializer.collect_seq(items),
            Json::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order() {
        let value = object([
            ("b", 1.into()),
            ("a", ["x", "y"].into_iter().collect()),
            ("rate", 2.0.into()),
        ]);
        assert_eq!(value.compact(), r#"{"b":1,"a":["x","y"],"rate":2.0}"#);
        assert_eq!(
            value.pretty(),
            "{\n  \"b\": 1,\n  \"a\": [\n    \"x\",\n    \"y\"\n  ],\n  \"rate\": 2.0\n}"
        );
    }

    #[test]
    fn any_json_is_kept() {
        let text = r#"{"a":[null,true,-1,1.5,"x",{}]}"#;
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(Json::from(value).compact(), text);
    }
}
