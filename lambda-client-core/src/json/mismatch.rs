//! Says why JSON does not match a type, without quoting the JSON.

use std::error::Error as StdError;
use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use crate::json::path::Path;
use crate::json::tracked::path_of_mismatch;

/// An error of serde_json without its quotations from the document: errors are logged, and a payload may contain secrets.
#[derive(Debug)]
pub(crate) struct JsonMismatch {
    path: Path,
    what: String,
    line: usize,
    column: usize,
}

impl JsonMismatch {
    /// Describes why bytes are not valid JSON, or not JSON of a type that has no parts.
    pub(crate) fn new(error: &serde_json::Error) -> JsonMismatch {
        JsonMismatch {
            path: Path::default(),
            what: without_quotations(error),
            line: error.line(),
            column: error.column(),
        }
    }

    /// Describes why this JSON does not match `T`, and which part of it does not. Reads the JSON once more.
    pub(crate) fn of<T: DeserializeOwned>(json: &[u8], error: &serde_json::Error) -> JsonMismatch {
        let mismatch = JsonMismatch::new(error);
        match error.classify() {
            Category::Data => JsonMismatch {
                path: path_of_mismatch::<T>(json),
                ..mismatch
            },
            // The position says it all.
            Category::Syntax | Category::Eof | Category::Io => mismatch,
        }
    }
}

/// Returns whether the bytes are valid JSON.
pub(crate) fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

/// Returns the part of the message that comes from the type and not from the document: what was expected.
///
/// Serde's own errors and those of a `Deserialize` implementation differ in their words alone, so only text that has exactly
/// the form of serde's is kept.
fn without_quotations(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let text = text.strip_suffix(&position).unwrap_or(&text);
    if error.classify() != Category::Data || text == "duplicate field" || names_part(text) {
        return text.to_owned();
    }
    match expectation(text).filter(|expected| is_of_type(expected)) {
        Some(expected) => format!("expected {expected}"),
        None => "the type rejects a value".to_owned(),
    }
}

/// Returns whether the text names nothing but a part of the type: "missing field `id`".
fn names_part(text: &str) -> bool {
    let no_variant = text
        .strip_prefix("data did not match any variant of untagged enum ")
        .or_else(|| {
            text.strip_prefix("no variant of enum ")?
                .strip_suffix(" found in flattened data")
        });
    let field = text
        .strip_prefix("missing field `")
        .or_else(|| text.strip_prefix("duplicate field `"));
    let Some(name) = field
        .and_then(|field| field.strip_suffix('`'))
        .or(no_variant)
    else {
        return false;
    };
    is_name(name)
}

/// Returns whether a text can be the name of a field or a type.
pub(super) fn is_name(text: &str) -> bool {
    let of_a_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | ':' | '.');
    !text.starts_with(|first: char| first.is_ascii_digit()) && text.chars().all(of_a_name)
}

/// Returns what serde says that it expected: "invalid type: map, expected u8".
fn expectation(text: &str) -> Option<&str> {
    const WITH_EXPECTATION: [&str; 5] = [
        "invalid type: ",
        "invalid value: ",
        "invalid length ",
        "unknown field `",
        "unknown variant `",
    ];
    let begins = WITH_EXPECTATION.iter().any(|start| text.starts_with(start));
    let (_, expected) = text.rsplit_once(", expected ").filter(|_| begins)?;
    Some(expected)
}

/// Returns whether a type describes itself this way. Quotations and long numbers come from the document.
fn is_of_type(expected: &str) -> bool {
    let long_number = expected
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() > 3);
    // After an unknown name, a type without names has a text that begins within the quotation: "there are no fields".
    let is_within_quotation = expected.matches('`').count() % 2 == 1;
    // A list of names is the one place for commas and quotes.
    let mut names = expected.split('`');
    let outside = names.by_ref().step_by(2);
    let plain = outside.into_iter().all(|part| {
        matches!(part, ", " | " or ") || !part.contains([',', ':', ';', '"', '\'', '=', '@'])
    });
    plain && !long_number && !is_within_quotation
}

impl fmt::Display for JsonMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_root() {
            write!(f, "{}: ", self.path)?;
        }
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

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Nothing {}

    #[derive(Debug, Deserialize)]
    enum Never {}

    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only decoded")]
    enum Either {
        Text(String),
        List(Vec<u8>),
    }

    /// Quotes the document in its error.
    #[derive(Debug)]
    struct Custom;

    impl<'de> Deserialize<'de> for Custom {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            Err(serde::de::Error::custom(text))
        }
    }

    #[test]
    fn keeps_what_serde_says_about_the_type() {
        for (text, expected) in [
            (
                mismatch::<Card>("[]"),
                "expected struct Card with 1 element",
            ),
            (mismatch::<Card>("{\"a\":1}"), "expected `number`"),
            (mismatch::<Color>("\"a\""), "expected `Red` or `Blue`"),
            (mismatch::<Color>("7"), "expected value"),
            (mismatch::<[u8; 2]>("[1]"), "expected an array of length 2"),
            (mismatch::<u8>("4111"), "expected u8"),
            (mismatch::<Vec<u8>>("{}"), "expected a sequence"),
            (mismatch::<(u8, u8)>("[1]"), "expected a tuple of size 2"),
            (
                mismatch::<Either>("7"),
                "data did not match any variant of untagged enum Either",
            ),
            (mismatch::<Custom>("\"4111\""), "the type rejects a value"),
            (
                mismatch::<Card>("{\"number\":1,\"number\":2}"),
                "duplicate field `number`",
            ),
        ] {
            let what = text.split(" at line ").next();
            assert_eq!(what, Some(expected), "{text}");
        }
        assert!(is_of_type("one of `a`, `b`, `c`") && is_of_type("a boolean"));
        assert!(!is_of_type("a card, got 4") && !is_of_type("card 4111"));
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
            mismatch::<Nothing>("{\"x, expected secret\":1}"),
            mismatch::<Nothing>("{\"x, expected `secret` or `y\":1}"),
            mismatch::<Never>("\"x, expected secret\""),
            mismatch::<Custom>("\"secret\""),
            mismatch::<Custom>("\"missing field `secret\""),
            mismatch::<Custom>("\"missing field secret\""),
            mismatch::<Custom>("\"duplicate field `4secret`\""),
            mismatch::<Custom>("\"invalid length 15, expected 16 digits, got secret\""),
            mismatch::<Custom>("\"invalid value: 1, expected a number: secret\""),
            mismatch::<Custom>("\"unknown sku, expected secret\""),
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
