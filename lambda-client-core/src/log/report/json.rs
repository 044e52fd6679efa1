//! The JSON log format: one object per line. The report has the type `platform.report`.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::value::RawValue;

use crate::json::lenient;
use crate::log::report::{Report, milliseconds};

/// Parses a line that is a report.
pub(crate) fn report(line: &str) -> Option<Report> {
    if !line.trim_start().starts_with('{') || !line.contains("platform.report") {
        return None;
    }
    read(line).or_else(|| read(&lenient::repair(line)))
}

fn read(line: &str) -> Option<Report> {
    let line = Fields::read(line)?;
    if line.string("type")? != "platform.report" {
        return None;
    }
    let record = line.object("record");
    let metrics = record.object("metrics");
    Some(Report {
        request_id: record.string("requestId"),
        duration: metrics.duration("durationMs"),
        billed_duration: metrics.duration("billedDurationMs"),
        init_duration: metrics.duration("initDurationMs"),
        restore_duration: metrics.duration("restoreDurationMs"),
        billed_restore_duration: metrics.duration("billedRestoreDurationMs"),
        memory_size_mb: metrics.whole_number("memorySizeMB"),
        max_memory_used_mb: metrics.whole_number("maxMemoryUsedMB"),
        status: record.string("status"),
        error_type: record.string("errorType"),
        xray_trace_id: record
            .object("tracing")
            .string("value")
            .and_then(|header| root(&header)),
    })
}

/// Returns the trace ID in a tracing header: `Root=1-5e34a614-..;Parent=..;Sampled=1`.
fn root(header: &str) -> Option<String> {
    let root = header
        .split(';')
        .find_map(|part| part.trim().strip_prefix("Root="))?;
    Some(root.to_owned())
}

/// The fields of an object, each of any type.
#[derive(Default)]
struct Fields<'a>(HashMap<String, &'a RawValue>);

impl<'a> Fields<'a> {
    fn read(json: &'a str) -> Option<Fields<'a>> {
        serde_json::from_str(json).map(Fields).ok()
    }

    fn object(&self, name: &str) -> Fields<'a> {
        self.0
            .get(name)
            .and_then(|value| Fields::read(value.get()))
            .unwrap_or_default()
    }

    fn string(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.0.get(name)?.get()).ok()
    }

    fn number(&self, name: &str) -> Option<f64> {
        serde_json::from_str(self.0.get(name)?.get()).ok()
    }

    fn duration(&self, name: &str) -> Option<Duration> {
        self.number(name).and_then(milliseconds)
    }

    fn whole_number(&self, name: &str) -> Option<u64> {
        let number = self.number(name)?;
        // Up to 2^53 a number of this type is exact.
        let is_exact = (0.0..9_007_199_254_740_992.0).contains(&number) && number.fract() == 0.0;
        is_exact.then_some(number as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = r#"{"time":"2022-10-12T00:01:15.000Z","type":"platform.report","record":{"requestId":"6d68ca91","status":"timeout","errorType":"Sandbox.Timedout","metrics":{"durationMs":101.51,"billedDurationMs":300,"memorySizeMB":512,"maxMemoryUsedMB":33.0,"initDurationMs":116.67,"restoreDurationMs":30,"billedRestoreDurationMs":10},"tracing":{"type":"X-Amzn-Trace-Id","value":"Root=1-62e900b2;Parent=0efbd1;Sampled=1"}}}"#;

    #[test]
    fn every_field_is_read() {
        assert_eq!(
            report(FULL),
            Some(Report {
                request_id: Some("6d68ca91".into()),
                duration: Some(Duration::from_micros(101_510)),
                billed_duration: Some(Duration::from_millis(300)),
                init_duration: Some(Duration::from_micros(116_670)),
                restore_duration: Some(Duration::from_millis(30)),
                billed_restore_duration: Some(Duration::from_millis(10)),
                memory_size_mb: Some(512),
                max_memory_used_mb: Some(33),
                status: Some("timeout".into()),
                error_type: Some("Sandbox.Timedout".into()),
                xray_trace_id: Some("1-62e900b2".into()),
            })
        );
    }

    #[test]
    fn every_field_may_be_missing_or_of_another_type() {
        assert_eq!(
            report(r#"{"type":"platform.report"}"#),
            Some(Report::default())
        );
        let odd = r#"{"type":"platform.report","record":{"requestId":1,"metrics":[],"tracing":null,"status":"error"}}"#;
        assert_eq!(report(odd).unwrap().status.as_deref(), Some("error"));
    }

    #[test]
    fn absurd_numbers_are_missing() {
        for absurd in ["NaN", "1e400", "-1", "\"1\"", "null", "1e300"] {
            let line = format!(
                r#"{{"type":"platform.report","record":{{"metrics":{{"durationMs":{absurd},"memorySizeMB":{absurd},"maxMemoryUsedMB":7}}}}}}"#
            );
            let report = report(&line).unwrap();
            assert_eq!(
                (report.duration, report.memory_size_mb),
                (None, None),
                "{absurd}"
            );
            assert_eq!(report.max_memory_used_mb, Some(7), "{absurd}");
        }
        assert_eq!(
            Fields::read(r#"{"a":1.5}"#).unwrap().whole_number("a"),
            None
        );
    }

    #[test]
    fn other_records_and_cut_lines_are_no_report() {
        for line in [
            r#"{"type":"platform.runtimeDone","record":{"of":"platform.report"}}"#,
            r#"{"type":"function","record":"platform.report"}"#,
            r#"{"message":"platform.report"}"#,
            "platform.report",
            &FULL[..FULL.len() - 1],
            &FULL[1..],
        ] {
            assert_eq!(report(line), None, "{line}");
        }
    }
}
