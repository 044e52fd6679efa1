//! Writes the log lines of a served function in the forms that CloudWatch Logs understands.

use std::fmt;
use std::io::Write as _;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::serve::environment::Environment;
use crate::server::context::LogSink;
use crate::timestamp;

/// The log of a served function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Log {
    is_json: bool,
}

/// The level of a line.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Level {
    Info,
    Warn,
    Error,
}

/// A line in JSON, with the names that Lambda gives to the fields of its own runtimes' lines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonLine<'a> {
    timestamp: &'a str,
    level: Level,
    request_id: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_type: Option<&'a str>,
}

impl Log {
    pub(super) fn new(environment: &Environment) -> Log {
        Log {
            is_json: environment.is_log_json,
        }
    }

    /// Returns the sink for the lines of one invocation.
    pub(super) fn sink(self, request_id: &Arc<str>) -> LogSink {
        let request_id = Arc::clone(request_id);
        Arc::new(move |line| self.write(Level::Info, &request_id, line))
    }

    pub(super) fn write(self, level: Level, request_id: &str, message: fmt::Arguments<'_>) {
        write(&self.line(level, request_id, &message.to_string(), None));
    }

    /// Writes that an invocation failed: by the `errorType` alone, because the message may contain data of the event.
    pub(super) fn write_failure(self, request_id: &str, error_type: Option<&str>) {
        let message = match error_type {
            Some(error_type) => format!("the invocation failed: {error_type}"),
            None => "the invocation failed".to_owned(),
        };
        write(&self.line(Level::Error, request_id, &message, error_type));
    }

    fn line(
        self,
        level: Level,
        request_id: &str,
        message: &str,
        error_type: Option<&str>,
    ) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let timestamp = timestamp::format(now.unwrap_or_default());
        if self.is_json {
            let line = JsonLine {
                timestamp: &timestamp,
                level,
                request_id,
                message,
                error_type,
            };
            // Serializing strings and a unit variant cannot fail.
            return serde_json::to_string(&line).unwrap_or_default() + "\n";
        }
        // Lambda makes an entry of each line; a carriage return keeps the lines of one message in one entry.
        let message = message.replace('\n', "\r");
        format!("{timestamp}\t{request_id}\t{level}\t{message}\n")
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Info => "INFO",
            Level::Warn => "WARN",
            Level::Error => "ERROR",
        })
    }
}

/// Writes a line at once: standard error is not buffered, and its lock keeps the lines of concurrent invocations apart.
fn write(line: &str) {
    // A closed standard error must not end the function.
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(is_json: bool, message: &str, error_type: Option<&str>) -> String {
        let line = Log { is_json }.line(Level::Error, "id-1", message, error_type);
        assert_eq!(line.matches('\n').count(), 1, "{line:?}");
        line
    }

    #[test]
    fn a_line_of_text_has_the_fields_of_lambdas_own() {
        let line = line(false, "two\nlines", None);
        let fields: Vec<&str> = line.trim_end_matches('\n').split('\t').collect();
        assert!(fields[0].ends_with('Z') && fields[0].len() == 24, "{line}");
        assert_eq!(fields[1..], ["id-1", "ERROR", "two\rlines"]);
    }

    #[test]
    fn a_line_of_json_has_the_fields_of_lambdas_own() {
        let line = line(true, "two\nlines \"quoted\"", Some("OutOfStock"));
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        let timestamp = value["timestamp"].as_str().unwrap();
        assert!(timestamp.ends_with('Z') && timestamp.len() == 24, "{line}");
        assert_eq!(value["level"], "ERROR");
        assert_eq!(value["requestId"], "id-1");
        assert_eq!(value["message"], "two\nlines \"quoted\"");
        assert_eq!(value["errorType"], "OutOfStock");
    }
}
