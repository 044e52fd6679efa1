mod json;
mod text;

use std::fmt;
use std::time::Duration;

/// Lambda's report on one invocation, found at the end of its log: times, memory and status.
///
/// It is parsed from the `REPORT` line of the text log format, or from the `platform.report` record of the JSON log format.
/// Every part may be missing: `Init Duration` is present for cold starts only, `Status` and `Error Type` only for failures
/// (in the text format), and Lambda Managed Instances report only the duration. An invalid number counts as missing.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
/// use lambda_client::log::Report;
///
/// let report = Report::parse(
///     "END RequestId: 8f507cfc\n\
///      REPORT RequestId: 8f507cfc\tDuration: 3016.78 ms\tBilled Duration: 3101 ms\t\
///      Memory Size: 128 MB\tMax Memory Used: 31 MB\tInit Duration: 84.00 ms\tStatus: timeout\n",
/// ).unwrap();
/// assert_eq!(report.duration(), Some(Duration::from_micros(3_016_780)));
/// assert_eq!(report.max_memory_used_mb(), Some(31));
/// assert_eq!(
///     report.to_string(),
///     "timeout, ran 3.01678s, billed 3.101s, init 84ms, used 31 of 128 MB",
/// );
/// ```
///
/// Sources: AWS Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle" and "Lambda
/// Telemetry API Event schema reference".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    request_id: Option<String>,
    duration: Option<Duration>,
    billed_duration: Option<Duration>,
    init_duration: Option<Duration>,
    restore_duration: Option<Duration>,
    billed_restore_duration: Option<Duration>,
    memory_size_mb: Option<u64>,
    max_memory_used_mb: Option<u64>,
    status: Option<String>,
    error_type: Option<String>,
    xray_trace_id: Option<String>,
}

impl Report {
    /// Finds the last report in a log or in the end of one.
    ///
    /// The log may be cut anywhere. A function can print a line that looks like a report. If the log is complete, the last
    /// report is Lambda's; compare [`request_id`](Report::request_id) to be sure.
    pub fn parse(log: &str) -> Option<Report> {
        let mut last: Option<Report> = None;
        for (index, line) in log.lines().enumerate() {
            if let Some(report) = text::report(line).or_else(|| json::report(line)) {
                last = Some(report);
            } else if index == 0 {
                last = text::cut_off_report(line);
            } else if let Some(report) = &mut last {
                report.xray_trace_id = report
                    .xray_trace_id
                    .take()
                    .or_else(|| text::xray_trace_id(line));
            }
        }
        last
    }

    /// Returns the request ID of the invocation.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns how long the function worked on the event.
    pub fn duration(&self) -> Option<Duration> {
        self.duration
    }

    /// Returns the billed time. Since August 2025 it includes initialization, so it may be much longer than
    /// [`duration`](Report::duration).
    pub fn billed_duration(&self) -> Option<Duration> {
        self.billed_duration
    }

    /// Returns how long the initialization took, if this was a cold start.
    pub fn init_duration(&self) -> Option<Duration> {
        self.init_duration
    }

    /// Returns how long it took to restore the environment from a SnapStart snapshot, if there was one.
    pub fn restore_duration(&self) -> Option<Duration> {
        self.restore_duration
    }

    /// Returns the billed part of the restore: the time of the function's own restore hooks.
    pub fn billed_restore_duration(&self) -> Option<Duration> {
        self.billed_restore_duration
    }

    /// Returns the memory that the function is configured with, in MB (of 1,048,576 bytes).
    pub fn memory_size_mb(&self) -> Option<u64> {
        self.memory_size_mb
    }

    /// Returns the peak memory use, in MB (of 1,048,576 bytes). It is the peak of the environment so far, not that of this
    /// invocation alone.
    pub fn max_memory_used_mb(&self) -> Option<u64> {
        self.max_memory_used_mb
    }

    /// Returns how the invocation ended: `timeout` or `error` in the text format, which omits the status of a success;
    /// `success`, `failure`, `error` or `timeout` in the JSON format.
    pub fn status(&self) -> Option<&str> {
        self.status.as_deref()
    }

    /// Returns the error type that Lambda reports for a failure, such as `Runtime.ExitError`.
    pub fn error_type(&self) -> Option<&str> {
        self.error_type.as_deref()
    }

    /// Returns the X-Ray trace ID, such as `1-5e34a614-10bdxmplf1fb44f07bc535a1`, if the invocation was traced.
    pub fn xray_trace_id(&self) -> Option<&str> {
        self.xray_trace_id.as_deref()
    }
}

/// Writes one line: the known parts, separated by commas.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        // In the JSON format these can hold line breaks.
        let words = [&self.status, &self.error_type].into_iter().flatten();
        parts.extend(words.map(|word| word.escape_debug().to_string()));
        for (name, duration) in [
            ("ran", self.duration),
            ("billed", self.billed_duration),
            ("init", self.init_duration),
            ("restore", self.restore_duration),
            ("billed restore", self.billed_restore_duration),
        ] {
            parts.extend(duration.map(|duration| format!("{name} {duration:?}")));
        }
        parts.extend(match (self.max_memory_used_mb, self.memory_size_mb) {
            (Some(used), Some(size)) => Some(format!("used {used} of {size} MB")),
            (Some(used), None) => Some(format!("used {used} MB")),
            (None, Some(size)) => Some(format!("memory {size} MB")),
            (None, None) => None,
        });
        if parts.is_empty() {
            return f.write_str("empty report");
        }
        f.write_str(&parts.join(", "))
    }
}

/// Returns `None` for text that is not a number, and for one that is negative or too large.
fn milliseconds(number: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number / 1000.0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "REPORT RequestId: 1-2-3\tDuration: 0.88 ms\tBilled Duration: 85 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB\t";

    #[test]
    fn the_last_report_counts_in_whatever_format() {
        let json = r#"{"type":"platform.report","record":{"requestId":"4-5-6"}}"#;
        let text = Report::parse(&format!("{json}\n{TEXT}\n")).unwrap();
        assert_eq!(text.request_id(), Some("1-2-3"));
        let json = Report::parse(&format!("{TEXT}\n{json}\nmore\n")).unwrap();
        assert_eq!(json.request_id(), Some("4-5-6"));
    }

    #[test]
    fn the_xray_line_belongs_to_the_report_before_it() {
        let log =
            format!("XRAY TraceId: 1-a\n{TEXT}\nXRAY TraceId: 1-b\tSegmentId: c\tSampled: true\n");
        assert_eq!(Report::parse(&log).unwrap().xray_trace_id(), Some("1-b"));
        assert_eq!(
            Report::parse(&format!("XRAY TraceId: 1-a\n{TEXT}"))
                .unwrap()
                .xray_trace_id(),
            None
        );
    }

    #[test]
    fn other_lines_are_no_report() {
        for log in [
            "",
            "START RequestId: 1-2-3 Version: $LATEST\nEND RequestId: 1-2-3\n",
            "INIT_REPORT Init Duration: 1236.04 ms\tPhase: init\tStatus: error\tError Type: Extension.Crash",
            "RESTORE_REPORT Restore Duration: 12.00 ms",
            "I saw REPORT RequestId: 1-2-3\tDuration: 1.00 ms",
            "REPORT of the day",
        ] {
            assert_eq!(Report::parse(log), None, "{log}");
        }
    }

    #[test]
    fn a_report_cut_off_at_its_head_is_read_if_it_starts_the_log() {
        let cut = "-3\tDuration: 0.88 ms\tBilled Duration: 85 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB\tInit Duration: 84.5 ms\t";
        let report = Report::parse(&format!("{cut}\nlater")).unwrap();
        assert_eq!(report.request_id(), None);
        assert_eq!(report.init_duration(), Some(Duration::from_micros(84_500)));
        assert_eq!(Report::parse(&format!("first\n{cut}")), None);
        assert_eq!(
            Report::parse(&format!("{cut}\n{TEXT}"))
                .unwrap()
                .request_id(),
            Some("1-2-3")
        );
    }

    #[test]
    fn display_is_one_line_of_what_is_known() {
        let report = Report::parse(TEXT).unwrap();
        assert_eq!(
            report.to_string(),
            "ran 880µs, billed 85ms, used 31 of 128 MB"
        );
        assert_eq!(Report::default().to_string(), "empty report");
        let failed = "REPORT RequestId: 1\tMemory Size: 128 MB\tStatus: error\tError Type: Runtime.ExitError";
        let report = Report::parse(failed).unwrap();
        assert_eq!(
            report.to_string(),
            "error, Runtime.ExitError, memory 128 MB"
        );
    }

    #[test]
    fn durations_keep_what_is_below_a_millisecond() {
        assert_eq!(
            milliseconds(3016.78),
            Some(Duration::from_micros(3_016_780))
        );
        assert_eq!(milliseconds(0.01), Some(Duration::from_micros(10)));
        for absurd in [f64::NAN, f64::INFINITY, -1.0, 1e40] {
            assert_eq!(milliseconds(absurd), None, "{absurd}");
        }
    }
}
