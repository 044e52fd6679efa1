//! What an error document says, apart from how it is written.

use serde_json::Value;

use crate::error::ErrorDocument;

/// Returns whether two documents stand for the same error: the same `errorType`, and a message that says the same.
///
/// Messages that are JSON objects are compared as such: white space, the order of keys and the order of elements, which differs for
/// each `HashSet`, do not count. Nor does the text of `Display`, which stands next to the fields as `message`.
pub(super) fn is_same(one: &ErrorDocument, other: &ErrorDocument) -> bool {
    one.error_type() == other.error_type()
        && (one.message() == other.message()
            || matches!(
                (fields(one.message()), fields(other.message())),
                (Some(one), Some(other)) if one == other
            ))
}

/// Returns the fields of an error in a standard form, if its message is a JSON object.
fn fields(message: &str) -> Option<Value> {
    let mut value = serde_json::from_str(message).ok()?;
    let fields = match &mut value {
        Value::Object(fields) => fields,
        _ => return None,
    };
    // A message without other fields next to it may be all that the error says.
    if fields.len() > 1 {
        fields.remove("message");
    }
    sort(&mut value);
    Some(value)
}

/// Sorts the elements of all lists.
fn sort(value: &mut Value) {
    match value {
        Value::Array(elements) => {
            elements.iter_mut().for_each(sort);
            elements.sort_by_cached_key(Value::to_string);
        }
        Value::Object(fields) => fields.values_mut().for_each(sort),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_message_says_counts() {
        let document = |message: &str| ErrorDocument::new("E", message);
        for (one, other) in [
            ("text", "text"),
            (
                r#"{"a":1,"b":[1,{"c":[2,3]}]}"#,
                r#"{ "b": [{"c": [3, 2]}, 1], "a": 1 }"#,
            ),
            (
                r#"{"a":1,"message":"at 10:00"}"#,
                r#"{"a":1,"message":"at 10:01"}"#,
            ),
            (r#"{"a":1}"#, r#"{"a":1,"message":"text"}"#),
        ] {
            assert!(is_same(&document(one), &document(other)), "{one} {other}");
        }
        for (one, other) in [
            ("text", "another text"),
            ("1", "1.0"),
            (r#"{"a":1}"#, r#"{"a":2}"#),
            (r#"{"message":"one"}"#, r#"{"message":"two"}"#),
            (r#"{"a":[1,1]}"#, r#"{"a":[1]}"#),
        ] {
            assert!(!is_same(&document(one), &document(other)), "{one} {other}");
        }
        assert!(!is_same(
            &ErrorDocument::new("E", "1"),
            &ErrorDocument::new("F", "1")
        ));
    }
}
