//! Durations such as `100ms` in attributes.

use std::time::Duration;

use lambda_client_grammar::{SyntaxError, quoted};

/// A durable execution lasts at most 366 days, longer than anything else in Lambda. The limit also keeps every sum of a
/// point in time and a duration far from overflow.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

const UNITS: &str = "`ms`, `s`, `m` or `h`";

/// Parses a whole number and a unit: `100ms`, `5s`, `2m`, `1h`.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, SyntaxError> {
    let shown = quoted(text);
    let digits = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    if text.is_empty() {
        return Err(SyntaxError::new(
            "empty duration; write a whole number and a unit, such as `5s`",
        ));
    }
    if number.is_empty() {
        return Err(SyntaxError::new(format!(
            "invalid duration {shown}; write a whole number and a unit, such as `5s`",
        )));
    }
    if unit.is_empty() {
        return Err(SyntaxError::new(format!(
            "missing unit in the duration {shown}; append {UNITS}, as in `{}s`",
            cut(number)
        )));
    }
    let milliseconds_per_unit = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(wrong_unit(number, unit, &shown)),
    };
    let milliseconds = number
        .parse::<u64>()
        .ok()
        .and_then(|count| count.checked_mul(milliseconds_per_unit));
    match milliseconds.map(Duration::from_millis) {
        Some(Duration::ZERO) => Err(SyntaxError::new(format!(
            "the duration {shown} is zero; write at least `1ms`, or remove the argument",
        ))),
        Some(duration) if duration <= LONGEST => Ok(duration),
        _ => Err(SyntaxError::new(format!(
            "the duration {shown} is too long; write at most 366 days (`8784h`)",
        ))),
    }
}

fn wrong_unit(number: &str, unit: &str, shown: &str) -> SyntaxError {
    let meant = match unit.trim().to_lowercase().as_str() {
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => Some("ms"),
        "s" | "sec" | "secs" | "second" | "seconds" => Some("s"),
        "m" | "min" | "mins" | "minute" | "minutes" => Some("m"),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some("h"),
        _ => None,
    };
    if let Some(meant) = meant {
        let number = cut(number);
        return SyntaxError::new(format!("invalid duration {shown}; write `{number}{meant}`"));
    }
    if unit.starts_with(['.', ',']) {
        return SyntaxError::new(format!(
            "the duration {shown} is not a whole number; use a smaller unit, such as `1500ms` for one and a half \
             seconds",
        ));
    }
    SyntaxError::new(format!(
        "unknown unit {} in the duration {shown}; write {UNITS}",
        quoted(unit)
    ))
}

/// Keeps numbers in messages short; no valid duration has more digits than this.
fn cut(number: &str) -> &str {
    number.get(..20).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_unit() {
        assert_eq!(parse_duration("100ms"), Ok(Duration::from_millis(100)));
        assert_eq!(parse_duration("5s"), Ok(Duration::from_secs(5)));
        assert_eq!(parse_duration("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(parse_duration("1h"), Ok(Duration::from_secs(3600)));
        assert_eq!(parse_duration("007s"), Ok(Duration::from_secs(7)));
        assert_eq!(parse_duration("8784h"), Ok(LONGEST));
    }

    fn message(text: &str) -> String {
        match parse_duration(text) {
            Ok(duration) => format!("accepted as {duration:?}"),
            Err(mistake) => mistake.message,
        }
    }

    #[test]
    fn says_what_to_write() {
        let cases = [
            (
                "",
                "empty duration; write a whole number and a unit, such as `5s`",
            ),
            (
                "5",
                "missing unit in the duration `5`; append `ms`, `s`, `m` or `h`, as in `5s`",
            ),
            (
                "s",
                "invalid duration `s`; write a whole number and a unit, such as `5s`",
            ),
            (
                "-5s",
                "invalid duration `-5s`; write a whole number and a unit, such as `5s`",
            ),
            (
                " 5s",
                "invalid duration ` 5s`; write a whole number and a unit, such as `5s`",
            ),
            ("5 s", "invalid duration `5 s`; write `5s`"),
            ("5s ", "invalid duration `5s `; write `5s`"),
            ("5S", "invalid duration `5S`; write `5s`"),
            ("10min", "invalid duration `10min`; write `10m`"),
            ("2 hours", "invalid duration `2 hours`; write `2h`"),
            (
                "5d",
                "unknown unit `d` in the duration `5d`; write `ms`, `s`, `m` or `h`",
            ),
            (
                "5µs",
                "unknown unit `µs` in the duration `5µs`; write `ms`, `s`, `m` or `h`",
            ),
            (
                "1m30s",
                "unknown unit `m30s` in the duration `1m30s`; write `ms`, `s`, `m` or `h`",
            ),
            (
                "1.5s",
                "the duration `1.5s` is not a whole number; use a smaller unit, such as `1500ms` for one and a half seconds",
            ),
            (
                "0s",
                "the duration `0s` is zero; write at least `1ms`, or remove the argument",
            ),
            (
                "8785h",
                "the duration `8785h` is too long; write at most 366 days (`8784h`)",
            ),
            (
                "18446744073709551616ms",
                "the duration `18446744073709551616ms` is too long; write at most 366 days (`8784h`)",
            ),
            (
                "18446744073709551615h",
                "the duration `18446744073709551615h` is too long; write at most 366 days (`8784h`)",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(message(text), expected);
        }
    }

    #[test]
    fn a_hostile_text_gets_a_short_message() {
        assert!(message(&"9".repeat(100_000)).len() < 300);
        assert!(message(&"é".repeat(100_000)).len() < 600);
        // Digits of other scripts are not accepted.
        assert_eq!(
            message("٣s"),
            "invalid duration `٣s`; write a whole number and a unit, such as `5s`"
        );
    }
}
