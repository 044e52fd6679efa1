//! Recognizes the messages that Lambda writes without an `errorType`.

use std::time::Duration;

use crate::failure::FailureKind;
use crate::failure::FailureKind::{Exit, OutOfMemory, ResponseTooLarge, Timeout};

const KILLED: &str = "Runtime exited with error: signal: killed";

/// Returns the kind of failure if the message is one of Lambda's own.
pub(crate) fn kind(message: &str) -> Option<FailureKind> {
    let words = without_prefix(message);
    if timeout_seconds(words).is_some() {
        Some(Timeout)
    } else if words == KILLED {
        Some(OutOfMemory)
    } else if words.starts_with("Runtime exited with error: ")
        || words == "Runtime exited without providing a reason"
        || words == "Process exited before completing request"
    {
        Some(Exit)
    } else if words.starts_with("Response payload size")
        && words.contains("exceeded maximum allowed")
    {
        Some(ResponseTooLarge)
    } else {
        None
    }
}

/// Whether the message says that the process was killed from outside.
pub(crate) fn is_killed(message: &str) -> bool {
    without_prefix(message) == KILLED
}

/// Returns the time limit that the message of a timeout contains.
pub(crate) fn timed_out_after(message: &str) -> Option<Duration> {
    let seconds = timeout_seconds(without_prefix(message))?;
    Duration::try_from_secs_f64(seconds.parse().ok()?).ok()
}

fn timeout_seconds(words: &str) -> Option<&str> {
    let seconds = words
        .strip_prefix("Task timed out after ")?
        .strip_suffix(" seconds")?;
    let is_number = seconds
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_number && seconds.parse::<f64>().is_ok()).then_some(seconds)
}

/// Strips Lambda's prefix from a message: `RequestId: <id> Error: `, or `<time> <id> `.
fn without_prefix(message: &str) -> &str {
    let message = message.trim();
    if let Some(rest) = message.strip_prefix("RequestId: ") {
        let words = rest.split_once(' ').map_or("", |(_id, words)| words);
        return words.strip_prefix("Error: ").unwrap_or(words);
    }
    let mut parts = message.splitn(3, ' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(time), Some(_id), Some(words)) if is_time(time) => words,
        _ => message,
    }
}

/// Whether the word looks like `2024-05-01T12:00:00.000Z`.
fn is_time(word: &str) -> bool {
    word.ends_with('Z')
        && word.contains('T')
        && word.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lambdas_messages_count_only_as_a_whole_and_with_lambdas_prefixes() {
        for (message, expected) in [
            ("Task timed out after 2.00 seconds", Timeout),
            (
                "2024-05-01T12:00:00.000Z 1-2-3 Task timed out after 3.00 seconds\n\n",
                Timeout,
            ),
            (
                "RequestId: 1-2-3 Error: Task timed out after 900 seconds",
                Timeout,
            ),
            (
                "RequestId: 1-2-3 Process exited before completing request",
                Exit,
            ),
            (
                "RequestId: 1-2-3 Error: Runtime exited without providing a reason",
                Exit,
            ),
            ("Runtime exited with error: exit status 1", Exit),
            (KILLED, OutOfMemory),
            (
                "Response payload size (7340044 bytes) exceeded maximum allowed payload size (6291556 bytes).",
                ResponseTooLarge,
            ),
        ] {
            assert_eq!(kind(message), Some(expected), "{message}");
        }
        for message in [
            "upstream said: Task timed out after 2.00 seconds",
            "Task timed out after 2.00 seconds, giving up",
            "Task timed out after some seconds",
            "Task timed out after 1.2.3 seconds",
            "RequestId: 1-2-3",
            "",
        ] {
            assert_eq!(kind(message), None, "{message}");
        }
    }

    #[test]
    fn the_limit_of_a_timeout_is_read() {
        assert_eq!(
            timed_out_after("RequestId: 1 Error: Task timed out after 3.25 seconds"),
            Some(Duration::from_millis(3250))
        );
        let absurd = format!("Task timed out after {} seconds", "9".repeat(400));
        assert_eq!(timed_out_after(&absurd), None);
    }
}
