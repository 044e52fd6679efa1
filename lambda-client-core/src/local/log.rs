//! Writes the log of a run in Lambda's two formats.

use std::fmt::{Display, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

use crate::local::function::settings::LogFormat;
use crate::server::context::LogSink;

/// How much of a log comes with a response, in bytes before base64 (Lambda's API reference for `Invoke`).
const TAIL: usize = 4 * 1024;

/// The lines that a function has written during one run.
#[derive(Clone, Default)]
pub(crate) struct Written(Arc<Mutex<String>>);

impl Written {
    fn line(&self, line: impl Display) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{line}");
        if text.len() > 16 * TAIL {
            let cut = tail_of(&text).len();
            let start = text.len() - cut;
            text.drain(..start);
        }
    }

    /// Returns where the handler's context writes its lines.
    pub(crate) fn sink(&self) -> LogSink {
        let written = self.clone();
        Arc::new(move |line| written.line(line))
    }

    pub(crate) fn text(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// How a run ended, as the report says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Success,
    /// The function responded with an error document.
    Failure,
    /// The environment ended.
    Error,
    Timeout,
}

/// What the platform logs about a run. All durations are measured. A run does not have memory of its own that could be; see
/// [`max_memory_used_mb`](Self::max_memory_used_mb).
pub(crate) struct PlatformLog<'a> {
    pub(crate) request_id: &'a str,
    pub(crate) version: &'a str,
    pub(crate) started: String,
    pub(crate) ended: String,
    pub(crate) duration: Duration,
    pub(crate) init: Option<Duration>,
    pub(crate) timeout: Duration,
    pub(crate) memory_size_mb: u32,
    /// The bytes of the event and the response, or `None` if the run used all its memory.
    pub(crate) payload_bytes: Option<usize>,
    pub(crate) status: Status,
    pub(crate) error_type: Option<&'a str>,
}

impl PlatformLog<'_> {
    /// Returns the last 4 KB of the log, base64-encoded.
    pub(crate) fn tail(&self, format: LogFormat, written: &str) -> String {
        let log = match format {
            LogFormat::Text => self.text(written),
            LogFormat::Json => self.json(written),
        };
        BASE64_STANDARD.encode(tail_of(&log))
    }

    /// Initialization is billed like the run itself, rounded up to the next millisecond.
    fn billed_ms(&self) -> u128 {
        let billed = self.duration + self.init.unwrap_or_default();
        billed.as_nanos().div_ceil(1_000_000)
    }

    /// Returns the number for `Max Memory Used`: what the payloads take up, in whole MB and no more than there is.
    fn max_memory_used_mb(&self) -> u32 {
        let mb = |bytes: usize| u32::try_from(bytes.div_ceil(1024 * 1024)).unwrap_or(u32::MAX);
        self.payload_bytes
            .map_or(self.memory_size_mb, |bytes| mb(bytes).max(1))
            .min(self.memory_size_mb)
    }

    fn text(&self, written: &str) -> String {
        let id = self.request_id;
        let mut log = format!("START RequestId: {id} Version: {}\n{written}", self.version);
        if self.status == Status::Timeout {
            let _ = writeln!(log, "{} {id} {}\n", self.ended, timed_out(self.timeout));
        }
        let _ = write!(
            log,
            "END RequestId: {id}\nREPORT RequestId: {id}\tDuration: {:.2} ms\tBilled Duration: {} ms\tMemory Size: {} MB\tMax Memory Used: {} MB",
            milliseconds(self.duration),
            self.billed_ms(),
            self.memory_size_mb,
            self.max_memory_used_mb()
        );
        if let Some(init) = self.init {
            let _ = write!(log, "\tInit Duration: {:.2} ms", milliseconds(init));
        }
        match self.status {
            Status::Success => {}
            Status::Timeout => log.push_str("\tStatus: timeout"),
            Status::Failure | Status::Error => {
                log.push_str("\tStatus: error");
                if let Some(error_type) = self.error_type {
                    let _ = write!(log, "\tError Type: {error_type}");
                }
            }
        }
        log.push_str("\t\n");
        log
    }

    fn json(&self, written: &str) -> String {
        let start = json!({"time": self.started, "type": "platform.start",
            "record": {"requestId": self.request_id, "version": self.version}});
        let mut metrics = Map::new();
        metrics.insert("durationMs".to_owned(), json!(rounded(self.duration)));
        let billed = u64::try_from(self.billed_ms()).unwrap_or(u64::MAX);
        metrics.insert("billedDurationMs".to_owned(), json!(billed));
        metrics.insert("memorySizeMB".to_owned(), json!(self.memory_size_mb));
        let used = json!(self.max_memory_used_mb());
        metrics.insert("maxMemoryUsedMB".to_owned(), used);
        if let Some(init) = self.init {
            metrics.insert("initDurationMs".to_owned(), json!(rounded(init)));
        }
        let status = match self.status {
            Status::Success => "success",
            Status::Failure => "failure",
            Status::Error => "error",
            Status::Timeout => "timeout",
        };
        let mut record = Map::new();
        record.insert("requestId".to_owned(), json!(self.request_id));
        record.insert("status".to_owned(), json!(status));
        if let Some(error_type) = self.error_type {
            record.insert("errorType".to_owned(), json!(error_type));
        }
        record.insert("metrics".to_owned(), Value::Object(metrics));
        let report = json!({"time": self.ended, "type": "platform.report", "record": record});
        format!("{start}\n{written}{report}\n")
    }
}

/// Returns Lambda's message for a run that took too long.
pub(crate) fn timed_out(timeout: Duration) -> String {
    format!("Task timed out after {:.2} seconds", timeout.as_secs_f64())
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn rounded(duration: Duration) -> f64 {
    (milliseconds(duration) * 1000.0).round() / 1000.0
}

/// Returns the last bytes of a log. Lambda may cut inside a line and even inside a character; the rest of such a character is
/// left out here.
fn tail_of(log: &str) -> &str {
    let mut start = log.len().saturating_sub(TAIL);
    while !log.is_char_boundary(start) {
        start += 1;
    }
    log.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::LogTail;
    use crate::log::Report;

    fn log() -> PlatformLog<'static> {
        PlatformLog {
            request_id: "8f507cfc",
            version: "$LATEST",
            started: "2026-01-01T00:00:00.000Z".to_owned(),
            ended: "2026-01-01T00:00:03.017Z".to_owned(),
            duration: Duration::from_micros(3_016_780),
            init: Some(Duration::from_millis(84)),
            timeout: Duration::from_secs(3),
            memory_size_mb: 128,
            payload_bytes: Some(31 * 1024 * 1024),
            status: Status::Timeout,
            error_type: Some("Sandbox.Timedout"),
        }
    }

    fn report(tail: &str) -> Report {
        LogTail::decode(tail).unwrap().report().unwrap()
    }

    #[test]
    fn text_is_lambdas() {
        let expected = "START RequestId: 8f507cfc Version: $LATEST\nhello\n\
             2026-01-01T00:00:03.017Z 8f507cfc Task timed out after 3.00 seconds\n\n\
             END RequestId: 8f507cfc\n\
             REPORT RequestId: 8f507cfc\tDuration: 3016.78 ms\tBilled Duration: 3101 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB\tInit Duration: 84.00 ms\tStatus: timeout\t\n";
        assert_eq!(log().text("hello\n"), expected);
    }

    #[test]
    fn both_formats_are_read_back_alike() {
        let text = report(&log().tail(LogFormat::Text, ""));
        let json = report(&log().tail(LogFormat::Json, ""));
        assert_eq!(text.duration(), Some(Duration::from_micros(3_016_780)));
        assert_eq!(text.duration(), json.duration());
        assert_eq!(text.billed_duration(), json.billed_duration());
        assert_eq!(text.init_duration(), Some(Duration::from_millis(84)));
        assert_eq!(text.init_duration(), json.init_duration());
        assert_eq!(text.status(), json.status());
        assert_eq!(json.error_type(), Some("Sandbox.Timedout"));
        assert_eq!(text.max_memory_used_mb(), Some(31));
        assert_eq!(text.max_memory_used_mb(), json.max_memory_used_mb());
    }

    #[test]
    fn the_memory_that_is_used_is_at_least_1_mb_and_at_most_all() {
        const MB: usize = 1024 * 1024;
        let used = |payload_bytes| {
            let log = PlatformLog {
                payload_bytes,
                ..log()
            };
            log.max_memory_used_mb()
        };
        for (payload_bytes, expected) in [
            (Some(0), 1),
            (Some(MB), 1),
            (Some(MB + 1), 2),
            (Some(usize::MAX), 128),
            (None, 128),
        ] {
            assert_eq!(used(payload_bytes), expected, "{payload_bytes:?}");
        }
    }

    #[test]
    fn a_start_that_takes_no_time_is_not_reported() {
        let log = PlatformLog {
            init: None,
            ..log()
        };
        assert!(!log.text("").contains("Init Duration"));
        assert!(!log.json("").contains("initDurationMs"));
    }

    #[test]
    fn only_the_end_of_a_long_log_comes_back() {
        let tail = log().tail(LogFormat::Text, &"é".repeat(5000));
        let decoded = BASE64_STANDARD.decode(&tail).unwrap();
        assert!((TAIL - 1..=TAIL).contains(&decoded.len()));
        assert!(report(&tail).duration().is_some());
    }

    #[test]
    fn a_function_that_writes_much_is_cut_and_not_kept() {
        let written = Written::default();
        for _ in 0..100_000 {
            written.line("0123456789");
        }
        assert!(written.text().len() <= 17 * TAIL);
        assert!(written.text().ends_with("0123456789\n"));
    }
}
