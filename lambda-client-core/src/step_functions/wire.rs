//! What Step Functions returns: the JSON of each operation's result. No other module knows it.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// A moment as the API writes it: seconds since 1970, with a fraction.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Timestamp(f64);

impl Timestamp {
    pub(super) fn time(self) -> SystemTime {
        // What cannot be a time becomes the year 1970.
        let since = Duration::try_from_secs_f64(self.0).unwrap_or_default();
        SystemTime::UNIX_EPOCH
            .checked_add(whole_microseconds(since))
            .unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

/// Rounds to microseconds. An `f64` holds the seconds since 1970 to a quarter of one, so `.123` may be read as `.122999907`.
fn whole_microseconds(time: Duration) -> Duration {
    let microseconds = u64::from(time.subsec_nanos().div_ceil(500) / 2);
    Duration::from_secs(time.as_secs()).saturating_add(Duration::from_micros(microseconds))
}

/// The result of `StartExecution`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Started {
    pub(super) execution_arn: String,
    pub(super) start_date: Timestamp,
}

/// The result of `StartSyncExecution`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finished {
    pub(super) execution_arn: String,
    pub(super) status: String,
    pub(super) output: Option<String>,
    pub(super) error: Option<String>,
    pub(super) cause: Option<String>,
    #[serde(default)]
    pub(super) billing_details: Billing,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Billing {
    #[serde(rename = "billedMemoryUsedInMB")]
    pub(super) billed_memory_mb: Option<u64>,
    #[serde(rename = "billedDurationInMilliseconds")]
    pub(super) billed_duration_ms: Option<u64>,
}

/// The result of `DescribeExecution`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    pub(super) execution_arn: String,
    pub(super) status: String,
    pub(super) start_date: Timestamp,
    pub(super) stop_date: Option<Timestamp>,
    pub(super) input: Option<String>,
    pub(super) output: Option<String>,
    pub(super) error: Option<String>,
    pub(super) cause: Option<String>,
    pub(super) redrive_count: Option<u32>,
    pub(super) state_machine_version_arn: Option<String>,
    pub(super) state_machine_alias_arn: Option<String>,
}

/// The result of `RedriveExecution`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Redriven {
    pub(super) redrive_date: Option<Timestamp>,
}

/// A result without anything that matters.
#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Reads the result of an operation.
///
/// # Errors
///
/// Fails if a member that every such result has is missing: the response did not come from Step Functions.
pub(super) fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, TransportError> {
    serde_json::from_slice(body).map_err(|error| {
        // Other texts of serde quote the value, which may be payload.
        let text = error.to_string();
        let missing = text.strip_prefix("missing field `");
        let missing = missing.and_then(|rest| rest.split_once('`'));
        let message = match missing {
            Some((member, _)) => format!("its member `{member}` is missing"),
            None => "it is not the JSON of a result".to_owned(),
        };
        TransportError::new(TransportErrorKind::Response, Evidence::Responded)
            .with_status(200)
            .with_message(message)
            .with_raw(body.clone())
    })
}

/// Reads a result that says nothing. Anything that is an object will do.
pub(super) fn read_nothing(body: &Bytes) -> Result<(), TransportError> {
    read::<Nothing>(body).map(|Nothing {}| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_without_its_members_is_not_one() {
        let of = |body: &'static str| read::<Started>(&Bytes::from_static(body.as_bytes())).err();
        assert!(of(r#"{"executionArn":"arn:e","startDate":1.5,"new":1}"#).is_none());
        for (body, message) in [
            ("{}", "its member `executionArn` is missing"),
            (
                r#"{"executionArn":"arn:e"}"#,
                "its member `startDate` is missing",
            ),
            (
                r#"{"executionArn":"arn:e","startDate":"secret"}"#,
                "it is not the JSON of a result",
            ),
            ("<html>", "it is not the JSON of a result"),
            ("", "it is not the JSON of a result"),
        ] {
            let error = of(body).unwrap();
            assert_eq!(error.message(), Some(message), "{body}");
            assert_eq!(error.evidence(), Evidence::Responded);
        }
    }

    #[test]
    fn times_are_seconds_with_a_fraction() {
        let time = |seconds| Timestamp(seconds).time();
        let at = |ms| SystemTime::UNIX_EPOCH + Duration::from_millis(ms);
        assert_eq!(time(1.5), at(1_500));
        for ms in (1_767_225_600_000..1_767_225_601_001).chain([4_102_444_799_999]) {
            assert_eq!(time(ms as f64 / 1_000.0), at(ms), "{ms}");
        }
        for odd in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(time(odd), at(0));
        }
    }
}
