//! Times as services write them in JSON.

use std::time::{Duration, SystemTime};

/// Reads a time such as `2026-11-29T21:49:40.357Z`. `None` if it is in another form.
pub(in crate::step_functions) fn parse(text: &str) -> Option<SystemTime> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time, ':')?;
    let is_valid = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    if !is_valid || fraction.is_empty() || fraction.len() > 9 {
        return None;
    }
    let seconds = (days(year, month, day) * 24 + hour) * 3600 + minute * 60 + second;
    let nanoseconds = number(&format!("{fraction:0<9}"))?;
    let since = Duration::from_secs(seconds) + Duration::from_nanos(nanoseconds);
    SystemTime::UNIX_EPOCH.checked_add(since)
}

/// Counts the days from 1970-01-01 to a day. The year begins in March here, so that a leap day is the last one of its year.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let before_month = (153 * month + 2) / 5;
    365 * year + year / 4 - year / 100 + year / 400 + before_month + day - 1 - 719_468
}

fn numbers(text: &str, separator: char) -> Option<[u64; 3]> {
    let numbers: Option<Vec<u64>> = text.split(separator).map(number).collect();
    numbers?.try_into().ok()
}

/// Reads digits alone: `parse` accepts a sign, too.
fn number(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timestamp;

    fn since(text: &str) -> Option<Duration> {
        parse(text)?.duration_since(SystemTime::UNIX_EPOCH).ok()
    }

    #[test]
    fn a_time_is_what_is_written_for_it() {
        // Every day up to the year 2100, at another time of the day.
        for day in 0..48_000 {
            let time = Duration::from_secs(day * 86_400 + day % 86_400);
            let time = time + Duration::from_millis(day % 1000);
            assert_eq!(since(&timestamp::format(time)), Some(time));
        }
    }

    #[test]
    fn fractions_have_any_number_of_digits() {
        let of = |text: &str| since(text).map(|time| time.as_nanos());
        assert_eq!(of("1970-01-01T00:00:01Z"), Some(1_000_000_000));
        assert_eq!(of("1970-01-01T00:00:01.5Z"), Some(1_500_000_000));
        assert_eq!(of("1970-01-01T00:00:01.000000007Z"), Some(1_000_000_007));
    }

    #[test]
    fn what_is_not_a_time_is_none() {
        for text in [
            "",
            "1970-01-01",
            "1970-01-01T00:00:00",
            "1969-12-31T23:59:59Z",
            "1970-13-01T00:00:00Z",
            "1970-00-01T00:00:00Z",
            "1970-01-00T00:00:00Z",
            "1970-01-32T00:00:00Z",
            "1970-01-01T24:00:00Z",
            "1970-01-01T00:60:00Z",
            "1970-01-01T00:00:00.Z",
            "1970-01-01T00:00:00.0000000001Z",
            "1970-01-01T00:00Z",
            "+970-01-01T00:00:00Z",
            "1970-01-01T00:00:+1Z",
            "99999999999999999999-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
