//! Whether two JSON texts are one value.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// How deep values may be nested before their texts are compared. Deeper ones would overflow the stack.
const MAX_DEPTH: usize = 128;

/// Returns whether two JSON texts are one value, whatever their white space, the order of their keys, the escapes of their strings and the
/// form of their numbers: `1`, `1.0` and `10e-1` are equal, and no two integers that differ are, however large. Of several equal keys the
/// last one counts, as for most readers. Texts that are not JSON are one value if they are equal.
///
/// `None` if nobody can tell: different texts that are nested too deeply, with exponents beyond all measure, or with escapes of half a
/// character.
pub(super) fn same_json(one: &str, other: &str) -> Option<bool> {
    match one == other {
        true => Some(true),
        false => same(one.trim_ascii(), other.trim_ascii(), 0),
    }
}

fn same(one: &str, other: &str, depth: usize) -> Option<bool> {
    if one == other {
        return Some(true);
    }
    if depth >= MAX_DEPTH {
        return None;
    }
    match (one.as_bytes().first(), other.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => {
            let (one, other) = (object(one)?, object(other)?);
            if !one.keys().eq(other.keys()) {
                return Some(false);
            }
            all_same(one.values().zip(other.values()), depth + 1)
        }
        (Some(b'['), Some(b'[')) => {
            let (one, other) = (array(one)?, array(other)?);
            if one.len() != other.len() {
                return Some(false);
            }
            all_same(one.iter().zip(&other), depth + 1)
        }
        (Some(b'"'), Some(b'"')) => Some(string(one)? == string(other)?),
        (Some(b'-' | b'0'..=b'9'), Some(b'-' | b'0'..=b'9')) => {
            Some(Number::parse(one)? == Number::parse(other)?)
        }
        _ => Some(false),
    }
}

/// Returns whether the values of all pairs are the same. One pair that differs decides.
fn all_same<'a>(
    pairs: impl Iterator<Item = (&'a &'a RawValue, &'a &'a RawValue)>,
    depth: usize,
) -> Option<bool> {
    let mut all = Some(true);
    for (one, other) in pairs {
        match same(one.get(), other.get(), depth) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}

fn object(text: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(text).ok()
}

fn array(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

fn string(text: &str) -> Option<String> {
    serde_json::from_str(text).ok()
}

/// A decimal number in its only form: `0.digits × 10^exponent`, without zeros at either end of the digits.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Number {
    fn parse(text: &str) -> Option<Number> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = [whole, fraction].concat();
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let leading = digits.len() - digits.trim_start_matches('0').len();
        let digits = digits.trim_matches('0').to_owned();
        if digits.is_empty() {
            // Zero is zero, with any sign and exponent.
            return Some(Number {
                is_negative: false,
                digits,
                exponent: 0,
            });
        }
        let point = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()?;
        Some(Number {
            is_negative,
            digits,
            exponent: exponent.checked_add(point)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::same_json;

    #[test]
    fn equal_values_are_equal_whatever_their_text() {
        for (one, other) in [
            ("1", " 1\n"),
            ("1", "1.0"),
            ("1.10", "1.1"),
            ("100", "1e2"),
            ("0.001", "1E-3"),
            ("1", "10e-1"),
            ("-0", "0.0"),
            ("0", "0e99"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890.0",
            ),
            (r#""é\/""#, r#""\u00e9/""#),
            (
                r#"{"a":1,"b":[true,null]}"#,
                "{ \"b\" : [ true , null ],\n\"a\" : 1.0 }",
            ),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
            (r#"{"\u0061":{}}"#, r#"{"a":{ }}"#),
            ("not JSON", "not JSON"),
            ("1e999999999999999999999", "1e999999999999999999999"),
        ] {
            assert!(
                same_json(one, other) == Some(true) && same_json(other, one) == Some(true),
                "{one} and {other}"
            );
        }
    }

    #[test]
    fn different_values_differ() {
        for (one, other) in [
            ("1", "2"),
            ("1", "-1"),
            ("1", "\"1\""),
            ("1", "true"),
            ("1", "10"),
            ("0.1", "0.01"),
            ("18446744073709551616", "18446744073709551617"),
            ("9007199254740993", "9007199254740992"),
            ("1.00000000000000000001", "1"),
            ("null", "{}"),
            ("[]", "{}"),
            ("[1,2]", "[2,1]"),
            ("[1]", "[1,1]"),
            (r#"{"a":1}"#, r#"{"a":1,"b":null}"#),
            (r#"{"a":1}"#, r#"{"b":1}"#),
            (r#""a""#, r#""A""#),
            (r#""a""#, r#""a ""#),
            ("", "{}"),
            ("not JSON", "nor this"),
        ] {
            assert!(
                same_json(one, other) == Some(false) && same_json(other, one) == Some(false),
                "{one} and {other}"
            );
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = |inner: &str| format!("{}{inner}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(same_json(&deep("1"), &deep("1")), Some(true));
        assert_eq!(same_json(&deep("1"), &deep("2")), None);
        let nested = |inner: &str| format!("{}{inner}{}", "[".repeat(100), "]".repeat(100));
        assert_eq!(same_json(&nested("1"), &nested("1.0")), Some(true));
    }

    #[test]
    fn what_nobody_can_tell_is_neither() {
        for (one, other) in [
            ("1e99999999999999999999", "10e99999999999999999998"),
            (r#""\ud83d""#, r#""\uD83D""#),
            (r#"{"a":"\ud83d","b":1}"#, r#"{"b":1,"a":"\uD83D"}"#),
            ("[1", "[ 1"),
        ] {
            assert_eq!(same_json(one, other), None, "{one} and {other}");
        }
        // What differs elsewhere differs.
        let (one, other) = (r#"["\ud83d",1]"#, r#"["\uD83D",2]"#);
        assert_eq!(same_json(one, other), Some(false));
    }
}
