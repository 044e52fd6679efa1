//! The text log format: one line of `Name: value` pairs, separated by tabs.

use std::time::Duration;

use crate::log::report::{Report, milliseconds};

const START: &str = "REPORT RequestId:";

const NAMES: &[&str] = &[
    START,
    "Duration:",
    "Billed Duration:",
    "Memory Size:",
    "Max Memory Used:",
    "Init Duration:",
    "Restore Duration:",
    "Billed Restore Duration:",
    "Status:",
    "Error Type:",
    "XRAY TraceId:",
];

/// Parses a line that is a report.
pub(crate) fn report(line: &str) -> Option<Report> {
    line.starts_with(START).then(|| read(line))
}

/// Parses the report in a line whose beginning was cut off.
pub(crate) fn cut_off_report(line: &str) -> Option<Report> {
    let (_cut, rest) = line.split_once('\t')?;
    let report = read(rest);
    (report.memory_size_mb.is_some() && report.max_memory_used_mb.is_some()).then_some(report)
}

/// Returns the trace ID in the line that follows the report of a traced invocation.
pub(crate) fn xray_trace_id(line: &str) -> Option<String> {
    line.starts_with("XRAY TraceId:")
        .then(|| read(line).xray_trace_id)?
}

fn read(line: &str) -> Report {
    let mut report = Report::default();
    for cell in line.split('\t') {
        let mut rest = cell;
        while let Some((name, value, next)) = first_field(rest) {
            set(&mut report, name, value.trim());
            rest = next;
        }
    }
    report
}

/// Splits off the name and value of the first field. Copied logs may have spaces in place of tabs, so the value ends where
/// the next name begins.
fn first_field(text: &str) -> Option<(&'static str, &str, &str)> {
    let (start, name) = first_name(text)?;
    let rest = text.get(start + name.len()..)?;
    let end = first_name(rest).map_or(rest.len(), |(end, _)| end);
    Some((name, rest.get(..end)?, rest.get(end..)?))
}

/// Finds where the first name begins. Of names with the same ending, such as `Billed Duration:` and `Duration:`, the longer
/// one begins first.
fn first_name(text: &str) -> Option<(usize, &'static str)> {
    let begins_word = |start: &usize| match text.get(..*start) {
        Some(before) => before.is_empty() || before.ends_with(char::is_whitespace),
        None => false,
    };
    let places = NAMES.iter().filter_map(|name| {
        let mut starts = text.match_indices(name).map(|(start, _)| start);
        Some((starts.find(begins_word)?, *name))
    });
    places.min()
}

fn set(report: &mut Report, name: &str, value: &str) {
    let some = || (!value.is_empty()).then(|| value.to_owned());
    match name {
        START => report.request_id = some(),
        "Duration:" => report.duration = duration(value),
        "Billed Duration:" => report.billed_duration = duration(value),
        "Memory Size:" => report.memory_size_mb = megabytes(value),
        "Max Memory Used:" => report.max_memory_used_mb = megabytes(value),
        "Init Duration:" => report.init_duration = duration(value),
        "Restore Duration:" => report.restore_duration = duration(value),
        "Billed Restore Duration:" => report.billed_restore_duration = duration(value),
        "Status:" => report.status = some(),
        "Error Type:" => report.error_type = some(),
        "XRAY TraceId:" => {
            report.xray_trace_id = value.split_whitespace().next().map(str::to_owned);
        }
        _ => {}
    }
}

fn duration(value: &str) -> Option<Duration> {
    milliseconds(value.strip_suffix(" ms")?.parse().ok()?)
}

fn megabytes(value: &str) -> Option<u64> {
    value.strip_suffix(" MB")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = "REPORT RequestId: 8f507cfc-xmpl-4697-b07a-ac58fc914c95\tDuration: 3016.78 ms\tBilled Duration: 3101 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB\tInit Duration: 84.00 ms\tRestore Duration: 512.25 ms\tBilled Restore Duration: 100 ms\tStatus: error\tError Type: Runtime.ExitError\t";

    fn full() -> Report {
        Report {
            request_id: Some("8f507cfc-xmpl-4697-b07a-ac58fc914c95".into()),
            duration: Some(Duration::from_micros(3_016_780)),
            billed_duration: Some(Duration::from_millis(3101)),
            init_duration: Some(Duration::from_millis(84)),
            restore_duration: Some(Duration::from_micros(512_250)),
            billed_restore_duration: Some(Duration::from_millis(100)),
            memory_size_mb: Some(128),
            max_memory_used_mb: Some(31),
            status: Some("error".into()),
            error_type: Some("Runtime.ExitError".into()),
            xray_trace_id: None,
        }
    }

    #[test]
    fn every_field_is_read() {
        assert_eq!(report(FULL), Some(full()));
    }

    #[test]
    fn spaces_do_for_tabs() {
        assert_eq!(report(&FULL.replace('\t', " ")), Some(full()));
    }

    #[test]
    fn a_line_cut_anywhere_is_read_up_to_the_cut() {
        for end in START.len()..FULL.len() {
            let cut = report(&FULL[..end]).unwrap();
            assert!(
                cut.duration.is_none() || cut.duration == full().duration,
                "{end}"
            );
            assert!(
                cut.memory_size_mb.is_none() || cut.memory_size_mb == Some(128),
                "{end}"
            );
            assert!(
                cut.max_memory_used_mb.is_none() || cut.max_memory_used_mb == Some(31),
                "{end}"
            );
        }
        for start in 1..FULL.len() {
            let Some(cut) = cut_off_report(&FULL[start..]) else {
                continue;
            };
            assert_eq!(
                (cut.memory_size_mb, cut.max_memory_used_mb),
                (Some(128), Some(31)),
                "{start}"
            );
            assert_eq!(cut.request_id, None, "{start}");
            assert!(
                cut.duration.is_none() || cut.duration == full().duration,
                "{start}"
            );
        }
    }

    #[test]
    fn absurd_numbers_are_missing() {
        for absurd in [
            "NaN",
            "1e400",
            "-1.00",
            "inf",
            "x",
            "",
            "9".repeat(400).as_str(),
        ] {
            let line = format!(
                "REPORT RequestId: 1\tDuration: {absurd} ms\tMemory Size: {absurd} MB\tStatus: timeout"
            );
            let report = report(&line).unwrap();
            assert_eq!(
                (report.duration, report.memory_size_mb),
                (None, None),
                "{absurd}"
            );
            assert_eq!(report.status.as_deref(), Some("timeout"), "{absurd}");
        }
        assert_eq!(duration("12 s"), None);
        assert_eq!(megabytes("12 GB"), None);
    }

    #[test]
    fn the_trace_id_may_be_on_the_same_line() {
        let line = "REPORT RequestId: 1\tXRAY TraceId: 1-5e34a614\tSegmentId: 07f5\tSampled: true";
        assert_eq!(
            report(line).unwrap().xray_trace_id.as_deref(),
            Some("1-5e34a614")
        );
    }
}
