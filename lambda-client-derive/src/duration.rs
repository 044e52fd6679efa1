//! Durations such as `100ms`, as they stand in attributes.

use std::time::Duration;

use lambda_client_grammar::{SyntaxError, quoted};

/// A durable execution may last 366 days, and nothing else in Lambda lasts longer. The bound also keeps every sum of
/// a point in time and a duration far from overflow.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

const UNITS: &str = "`ms`, `s`, `m` or `h`";

/// A whole number and a unit: `100ms`, `5s`, `2m`, `1h`.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, SyntaxError> {
    let shown = quoted(text);
    let digits = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    if text.is_empty() {
        return Err(SyntaxError::new(
            "the duration is empty; write a whole number and a unit, as in `5s`",
        ));
    }
    if number.is_empty() {
        return Err(SyntaxError::new(format!(
            "{shown} is not a duration; write a whole number and a unit, as in `5s`",
        )));
    }
    if unit.is_empty() {
        return Err(SyntaxError::new(format!(
            "{shown} has no unit; write {UNITS} after the number, as in `{}s`",
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
            "{shown} is no time at all; write at least `1ms`, or leave it out",
        ))),
        Some(duration) if duration <= LONGEST => Ok(duration),
        _ => Err(SyntaxError::new(format!(
            "{shown} is longer than 366 days, and nothing in Lambda lasts that long",
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
        return SyntaxError::new(format!(
            "{shown} is not a duration; write `{number}{meant}`"
        ));
    }
    if unit.starts_with(['.', ',']) {
        return SyntaxError::new(format!(
            "{shown} is not a whole number; write it in a smaller unit, as in `1500ms` for one and a half seconds",
        ));
    }
    SyntaxError::new(format!(
        "{} in {shown} is not a unit; write {UNITS}",
        quoted(unit)
    ))
}

/// Numbers in messages stay short; no duration that is accepted has more digits than this.
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
                "the duration is empty; write a whole number and a unit, as in `5s`",
            ),
            (
                "5",
                "`5` has no unit; write `ms`, `s`, `m` or `h` after the number, as in `5s`",
            ),
            (
                "s",
                "`s` is not a duration; write a whole number and a unit, as in `5s`",
            ),
            (
                "-5s",
                "`-5s` is not a duration; write a whole number and a unit, as in `5s`",
            ),
            (
                " 5s",
                "` 5s` is not a duration; write a whole number and a unit, as in `5s`",
            ),
            ("5 s", "`5 s` is not a duration; write `5s`"),
            ("5s ", "`5s ` is not a duration; write `5s`"),
            ("5S", "`5S` is not a duration; write `5s`"),
            ("10min", "`10min` is not a duration; write `10m`"),
            ("2 hours", "`2 hours` is not a duration; write `2h`"),
            (
                "5d",
                "`d` in `5d` is not a unit; write `ms`, `s`, `m` or `h`",
            ),
            (
                "5µs",
                "`µs` in `5µs` is not a unit; write `ms`, `s`, `m` or `h`",
            ),
            (
                "1m30s",
                "`m30s` in `1m30s` is not a unit; write `ms`, `s`, `m` or `h`",
            ),
            (
                "1.5s",
                "`1.5s` is not a whole number; write it in a smaller unit, as in `1500ms` for one and a half seconds",
            ),
            (
                "0s",
                "`0s` is no time at all; write at least `1ms`, or leave it out",
            ),
            (
                "8785h",
                "`8785h` is longer than 366 days, and nothing in Lambda lasts that long",
            ),
            (
                "18446744073709551616ms",
                "`18446744073709551616ms` is longer than 366 days, and nothing in Lambda lasts that long",
            ),
            (
                "18446744073709551615h",
                "`18446744073709551615h` is longer than 366 days, and nothing in Lambda lasts that long",
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
        // Digits of other scripts are not digits here.
        assert_eq!(
            message("٣s"),
            "`٣s` is not a duration; write a whole number and a unit, as in `5s`"
        );
    }
}
