//! Says why JSON does not match a type, without quoting the JSON.

use std::error::Error as StdError;
use std::fmt;

use serde::de::IgnoredAny;
use serde_json::error::Category;

/// An error of serde_json without its quotations from the document: errors are logged, and a payload may contain secrets.
#[derive(Debug)]
pub(crate) struct JsonMismatch {
    what: String,
    line: usize,
    column: usize,
}

impl JsonMismatch {
    pub(crate) fn new(error: &serde_json::Error) -> JsonMismatch {
        JsonMismatch {
            what: without_quotations(error),
            line: error.line(),
            column: error.column(),
        }
    }
}

/// Whether the bytes are valid JSON.
pub(crate) fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

/// Returns the part of the message that comes from the type and not from the document: what was expected.
fn without_quotations(error: &serde_json::Error) -> String {
    const FROM_TYPE: [&str; 2] = ["missing field ", "duplicate field "];
    const WITH_EXPECTATION: [&str; 4] = [
        "invalid type: ",
        "invalid value: ",
        "invalid length ",
        "unknown ",
    ];
    let text = error.to_string();
    let begins_with = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    if error.classify() != Category::Data || begins_with(&FROM_TYPE) {
        return without_position(&text).to_owned();
    }
    let expected = text
        .rfind(", expected ")
        .filter(|_| begins_with(&WITH_EXPECTATION));
    match expected.and_then(|at| text.get(at + 2..)) {
        Some(expected) => without_position(expected).to_owned(),
        None => "the type rejects a value".to_owned(),
    }
}

fn without_position(text: &str) -> &str {
    text.split(" at line ").next().unwrap_or_default()
}

impl fmt::Display for JsonMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match self.line {
            0 => Ok(()),
            line => write!(f, " at line {line} column {}", self.column),
        }
    }
}

impl StdError for JsonMismatch {}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    fn mismatch<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
        JsonMismatch::new(&serde_json::from_str::<T>(json).unwrap_err()).to_string()
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only decoded")]
    struct Card {
        number: u8,
    }

    #[derive(Debug, Deserialize)]
    enum Color {
        Red,
        Blue,
    }

    #[test]
    fn says_what_was_expected_and_where() {
        assert_eq!(mismatch::<u8>("\"4111\""), "expected u8 at line 1 column 6");
        assert_eq!(
            mismatch::<Card>("{}"),
            "missing field `number` at line 1 column 2"
        );
        assert_eq!(
            mismatch::<Vec<u8>>("[1,"),
            "EOF while parsing a value at line 1 column 3"
        );
    }

    #[test]
    fn quotes_nothing() {
        for text in [
            mismatch::<u8>("\"secret\""),
            mismatch::<u8>("\"secret, expected secret at line 1\""),
            mismatch::<Card>("{\"secret\":1}"),
            mismatch::<Color>("\"secret\""),
            mismatch::<Vec<Color>>("[\"Red\",{\"secret\":1}]"),
            mismatch::<std::net::IpAddr>("\"secret\""),
            mismatch::<[u8; 2]>("[\"secret\"]"),
        ] {
            assert!(!text.contains("secret"), "{text}");
        }
        assert!(matches!(
            serde_json::from_str("\"Blue\"").unwrap(),
            Color::Blue
        ));
        assert!(matches!(
            serde_json::from_str("\"Red\"").unwrap(),
            Color::Red
        ));
    }
}
