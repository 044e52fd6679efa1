//! Repairs JSON that strict parsers reject, without parsing it.

use std::fmt::Write;
use std::str::Chars;

/// Rewrites text that is almost JSON as JSON.
///
/// Within strings, lone surrogates become U+FFFD; control characters and invalid backslashes are escaped. Outside strings,
/// words that are not JSON values, such as `NaN`, `Infinity`, `None` or `1e400`, become `null`. Everything else stays as it
/// is; in particular, truncated text stays truncated.
pub(crate) fn repair(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((outside, string)) = rest.split_once('"') {
        copy_outside(outside, &mut repaired);
        repaired.push('"');
        rest = copy_string(string, &mut repaired);
    }
    copy_outside(rest, &mut repaired);
    repaired
}

/// Copies text from outside strings.
fn copy_outside(mut text: &str, repaired: &mut String) {
    let of_a_word = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_');
    while !text.is_empty() {
        let (word, after) = text.split_at(text.find(|c| !of_a_word(c)).unwrap_or(text.len()));
        if !word.is_empty() {
            repaired.push_str(if is_value(word) { word } else { "null" });
        }
        let (between, next) = after.split_at(after.find(of_a_word).unwrap_or(after.len()));
        repaired.push_str(between);
        text = next;
    }
}

fn is_value(word: &str) -> bool {
    matches!(word, "true" | "false" | "null") || serde_json::from_str::<f64>(word).is_ok()
}

/// Copies a string whose opening quote is already copied, and returns the text after its closing quote.
fn copy_string<'a>(text: &'a str, repaired: &mut String) -> &'a str {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                repaired.push('"');
                return chars.as_str();
            }
            '\\' => copy_escape(&mut chars, repaired),
            control if control < ' ' => {
                // Writing to a String cannot fail.
                let _ = write!(repaired, "\\u{:04x}", u32::from(control));
            }
            other => repaired.push(other),
        }
    }
    ""
}

/// Copies a backslash and the escape after it.
fn copy_escape(chars: &mut Chars<'_>, repaired: &mut String) {
    let text = chars.as_str();
    let length = match (text.chars().next(), code_unit(text)) {
        (Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't'), _) => 1,
        (_, Some(0xD800..=0xDBFF)) if follows_low_surrogate(text) => 11,
        (_, Some(0xD800..=0xDFFF)) => {
            repaired.push_str("\\ufffd");
            chars.nth(4);
            return;
        }
        (_, Some(_)) => 5,
        (Some(_), None) => {
            repaired.push_str("\\\\");
            return;
        }
        (None, None) => 0,
    };
    repaired.push('\\');
    repaired.extend(chars.take(length));
}

/// Returns the number in `uXXXX` at the start of the text.
fn code_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix('u')?.get(..4)?;
    let all_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    all_hex.then(|| u16::from_str_radix(digits, 16).ok())?
}

fn follows_low_surrogate(text: &str) -> bool {
    let second = text.get(5..).and_then(|rest| rest.strip_prefix('\\'));
    matches!(second.and_then(code_unit), Some(0xDC00..=0xDFFF))
}

#[cfg(test)]
mod tests {
    use super::repair;
    use serde_json::{Value, json};

    fn read(text: &str) -> Value {
        serde_json::from_str(&repair(text)).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn valid_json_stays_byte_for_byte() {
        for text in [
            r#"{"a": [1, -2.5e3, true, false, null, "x\"\\\/\b\f\n\r\té\ud83d\ude00 NaN"], "": {}}"#,
            "",
            "[]",
            "\"\"",
        ] {
            assert_eq!(repair(text), text);
        }
    }

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        assert_eq!(read(r#""a\ud800b""#), json!("a\u{fffd}b"));
        assert_eq!(
            read(r#""\udc00\ud800\ud83d\ude00""#),
            json!("\u{fffd}\u{fffd}😀")
        );
        assert_eq!(read(r#""\ud800\u0041""#), json!("\u{fffd}A"));
    }

    #[test]
    fn control_characters_and_bad_escapes_in_strings_are_escaped() {
        assert_eq!(read("\"a\nb\u{0}\""), json!("a\nb\u{0}"));
        assert_eq!(
            read(r#""C:\windows\x41\u12""#),
            json!(r"C:\windows\x41\u12")
        );
        assert_eq!(read(r#""\+041 \u+041""#), json!(r"\+041 \u+041"));
    }

    #[test]
    fn words_that_are_not_json_become_null() {
        assert_eq!(
            read("[NaN, -Infinity, None, True, undefined, 1e400, 01, 12]"),
            json!([null, null, null, null, null, null, null, 12])
        );
    }

    #[test]
    fn truncated_text_stays_truncated() {
        for text in [
            r#"{"a": "b"#,
            r#"{"a": "b\"#,
            r#"{"a": "b\u00"#,
            r#"{"a": ["#,
        ] {
            assert!(
                serde_json::from_str::<Value>(&repair(text)).is_err(),
                "{text}"
            );
        }
    }
}
