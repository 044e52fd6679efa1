//! Refusals that are due to a wrong clock: the signature of a request names its time, and Lambda accepts five minutes of
//! difference.

use std::time::{Duration, SystemTime};

use crate::transport::{Headers, TransportError};

/// The difference of the clocks from which a refusal may be due to it. As in the AWS SDK for Rust, a little below the five
/// minutes that AWS accepts.
const NOTABLE: Duration = Duration::from_secs(4 * 60);

impl TransportError {
    /// Returns whether the request was refused because the clocks of both sides differ.
    ///
    /// The AWS SDK measures the difference in each response, this one included, and signs the next request by the corrected
    /// time. Codes that have other causes as well, and more often, need evidence: the words of Lambda, or the time in the
    /// response. A wrong secret must not cost a second request.
    pub(super) fn is_clock_skew(&self) -> bool {
        match self.code() {
            Some("RequestTimeTooSkewed") => true,
            Some("InvalidSignatureException") => {
                self.message().is_some_and(names_the_time) || differs(self.headers())
            }
            // The codes of a wrong secret or a missing permission. Services that check the time late respond with them, too.
            Some("AccessDeniedException" | "AuthFailure" | "SignatureDoesNotMatch") => {
                differs(self.headers())
            }
            _ => false,
        }
    }
}

/// Returns whether the message of an invalid signature blames the time.
fn names_the_time(message: &str) -> bool {
    ["Signature expired", "Signature not yet current"]
        .iter()
        .any(|words| message.contains(words))
}

/// Returns whether the time in the response differs notably from the time of this machine.
fn differs(headers: &Headers) -> bool {
    // A response out of a cache has the time at which it was stored.
    if headers.get("age").is_some() {
        return false;
    }
    let Some(theirs) = headers.get("date").and_then(parse_http_date) else {
        return false;
    };
    let ours = SystemTime::now();
    let difference = match ours.duration_since(theirs) {
        Ok(behind) => behind,
        Err(ahead) => ahead.duration(),
    };
    difference >= NOTABLE
}

/// Parses the one form of a date that servers may write, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
fn parse_http_date(text: &str) -> Option<SystemTime> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut words = text.split_once(", ")?.1.split(' ');
    let day: u64 = words.next()?.parse().ok()?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|name| *name == month)?;
    let year: u64 = words.next()?.parse().ok()?;
    let mut time = words
        .next()?
        .split(':')
        .map(|part| part.parse::<u64>().ok());
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    let valid =
        (1970..=9999).contains(&year) && (1..=31).contains(&day) && hour < 24 && minute < 60;
    // 60 is a leap second.
    if !valid || second > 60 || words.next() != Some("GMT") {
        return None;
    }
    // Years begin in March, so that a leap day is the last day of its year.
    let month = u64::try_from(month).ok()?;
    let (year, month) = if month < 2 {
        (year - 1, month + 10)
    } else {
        (year, month - 2)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    let days = year * 365 + leap_days + (153 * month + 2) / 5 + day - 1;
    // 1970-01-01 in this count.
    let days = days.checked_sub(719_468)?;
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Writes the time that a clock shows which is ahead by this many minutes, or behind.
    pub(crate) fn date(minutes_ahead: i64) -> String {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seconds = now.expect("after 1970").as_secs();
        let seconds = seconds
            .checked_add_signed(minutes_ahead * 60)
            .expect("after 1970");
        let (mut year, mut day) = (1970, seconds / 86_400);
        let is_leap = |year: u64| {
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
        };
        let days_of = |year| if is_leap(year) { 366 } else { 365 };
        while day >= days_of(year) {
            day -= days_of(year);
            year += 1;
        }
        let february = if is_leap(year) { 29 } else { 28 };
        let months = [
            ("Jan", 31),
            ("Feb", february),
            ("Mar", 31),
            ("Apr", 30),
            ("May", 31),
            ("Jun", 30),
            ("Jul", 31),
            ("Aug", 31),
            ("Sep", 30),
            ("Oct", 31),
            ("Nov", 30),
            ("Dec", 31),
        ];
        let mut month = "Dec";
        for (name, days) in months {
            month = name;
            if day < days {
                break;
            }
            day -= days;
        }
        let time = seconds % 86_400;
        let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
        let day = day + 1;
        format!("Xxx, {day:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT")
    }

    fn seconds(text: &str) -> Option<u64> {
        let since = parse_http_date(text)?.duration_since(SystemTime::UNIX_EPOCH);
        Some(since.expect("after 1970").as_secs())
    }

    #[test]
    fn dates_are_parsed() {
        for (text, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Sat, 21 Nov 2026 17:06:40 GMT", 1_795_280_800),
            ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "now",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Wed, 31 Dec 1969 23:59:59 GMT",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn the_time_of_the_response_is_evidence() {
        for (minutes, notable) in [
            (20, true),
            (-20, true),
            (5, true),
            (-5, true),
            (3, false),
            (0, false),
        ] {
            let headers = Headers::new().with("Date", date(minutes));
            assert_eq!(differs(&headers), notable, "{minutes}");
            assert!(!differs(&headers.with("Age", "3")), "{minutes}");
        }
        assert!(!differs(&Headers::new()));
        assert!(!differs(&Headers::new().with("date", "yesterday")));
    }

    #[test]
    fn a_time_that_no_clock_shows_is_not_parsed() {
        let parse = |time: &str| parse_http_date(&format!("Sun, 06 Nov 1994 {time} GMT"));
        let last = parse("23:59:59").unwrap();
        assert_eq!(parse("23:59:60"), last.checked_add(Duration::from_secs(1)));
        for time in ["24:00:00", "23:60:00", "23:59:61", "23:59:99", "23:59"] {
            assert_eq!(parse(time), None, "{time}");
        }
    }

    #[test]
    fn a_code_with_other_causes_needs_evidence() {
        let refused = |code: &str| TransportError::service(403).with_code(code);
        let skewed = || Headers::new().with("date", date(20));
        for (code, alone, with_words, with_date) in [
            ("RequestTimeTooSkewed", true, true, true),
            ("InvalidSignatureException", false, true, true),
            ("SignatureDoesNotMatch", false, false, true),
            ("AuthFailure", false, false, true),
            ("AccessDeniedException", false, false, true),
            ("ExpiredTokenException", false, false, false),
            ("UnrecognizedClientException", false, false, false),
        ] {
            let words = "Signature expired: 20261121T164640Z is now earlier than 20261121T170140Z";
            let early =
                "Signature not yet current: 20261121T164640Z is still later than 20261121T160140Z";
            assert_eq!(refused(code).is_clock_skew(), alone, "{code}");
            for words in [words, early] {
                let error = refused(code).with_message(words);
                assert_eq!(error.is_clock_skew(), with_words, "{code} {words}");
            }
            let error = refused(code).with_headers(skewed());
            assert_eq!(error.is_clock_skew(), with_date, "{code}");
        }
        let secret =
            "The request signature we calculated does not match the signature you provided.";
        let error = refused("InvalidSignatureException").with_message(secret);
        assert!(!error.is_clock_skew());
        assert!(
            !TransportError::service(403)
                .with_headers(skewed())
                .is_clock_skew()
        );
    }
}
