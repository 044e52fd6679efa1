//! Why a JSON document does not fit a type, without words of the document.

use std::error::Error as StdError;
use std::fmt;

use serde::de::IgnoredAny;
use serde_json::error::Category;

/// What serde_json found, less what it quotes from the document: an error is logged, and a payload may hold secrets.
#[derive(Debug)]
pub(crate) struct JsonMismatch {
    what: String,
    line: usize,
    column: usize,
}

impl JsonMismatch {
    pub(crate) fn new(error: &serde_json::Error) -> JsonMismatch {
        JsonMismatch {
            what: harmless(error),
            line: error.line(),
            column: error.column(),
        }
    }
}

/// Whether the bytes are a JSON document, whatever it holds.
pub(crate) fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

/// The part of serde's words that comes from the type and not from the document: what was expected.
fn harmless(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if error.classify() != Category::Data {
        return text
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
    }
    let own = ["missing field ", "duplicate field "];
    if own.iter().any(|start| text.starts_with(start)) {
        return text
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
    }
    let from_serde = [
        "invalid type: ",
        "invalid value: ",
        "invalid length ",
        "unknown ",
    ];
    let expected = text
        .rfind(", expected ")
        .filter(|_| from_serde.iter().any(|start| text.starts_with(start)));
    match expected.and_then(|at| text.get(at + 2..)) {
        Some(expected) => expected
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned(),
        None => "a value is refused by its type".to_owned(),
    }
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

    fn misfit<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
        JsonMismatch::new(&serde_json::from_str::<T>(json).unwrap_err()).to_string()
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only decoded")]
    struct Card {
        number: u8,
    }

    #[derive(Debug, Deserialize)]
    enum Colour {
        Red,
        Blue,
    }

    #[test]
    fn says_what_was_expected_and_where() {
        assert_eq!(misfit::<u8>("\"4111\""), "expected u8 at line 1 column 6");
        assert_eq!(
            misfit::<Card>("{}"),
            "missing field `number` at line 1 column 2"
        );
        assert_eq!(
            misfit::<Vec<u8>>("[1,"),
            "EOF while parsing a value at line 1 column 3"
        );
    }

    #[test]
    fn quotes_nothing() {
        for text in [
            misfit::<u8>("\"secret\""),
            misfit::<u8>("\"secret, expected secret at line 1\""),
            misfit::<Card>("{\"secret\":1}"),
            misfit::<Colour>("\"secret\""),
            misfit::<Vec<Colour>>("[\"Red\",{\"secret\":1}]"),
            misfit::<std::net::IpAddr>("\"secret\""),
            misfit::<[u8; 2]>("[\"secret\"]"),
        ] {
            assert!(!text.contains("secret"), "{text}");
        }
        assert!(matches!(
            serde_json::from_str("\"Blue\"").unwrap(),
            Colour::Blue
        ));
        assert!(matches!(
            serde_json::from_str("\"Red\"").unwrap(),
            Colour::Red
        ));
    }
}
