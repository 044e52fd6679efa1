//! Recognizes the messages that Lambda writes without an `errorType`.

use std::time::Duration;

use crate::failure::FailureKind;
use crate::failure::FailureKind::{Exit, OutOfMemory, ResponseTooLarge, Timeout};
use crate::failure::names::is_reserved;

const KILLED: &str = "Runtime exited with error: signal: killed";

/// Returns the kind of failure if the message is one of Lambda's own.
pub(crate) fn kind(message: &str) -> Option<FailureKind> {
    let words = bare_words(message);
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

/// Returns whether the message says that the process was killed from outside.
pub(crate) fn is_killed(message: &str) -> bool {
    bare_words(message) == KILLED
}

/// Returns the time limit that the message of a timeout contains.
pub(crate) fn timed_out_after(message: &str) -> Option<Duration> {
    let seconds = timeout_seconds(bare_words(message))?;
    Duration::try_from_secs_f64(seconds.parse().ok()?).ok()
}

fn timeout_seconds(words: &str) -> Option<&str> {
    let words = words.strip_suffix('.').unwrap_or(words);
    let seconds = words.strip_prefix("Task timed out after ")?;
    let seconds = seconds
        .strip_suffix(" seconds")
        .or_else(|| seconds.strip_suffix(" second"))?;
    let is_number = seconds
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_number && seconds.parse::<f64>().is_ok()).then_some(seconds)
}

/// Strips what Lambda writes before and after its words: a time, the request ID and `Error: `, each of which may be missing,
/// and a line with the `errorType`.
fn bare_words(message: &str) -> &str {
    let message = message.trim();
    let (message, below) = message.split_once('\n').unwrap_or((message, ""));
    if !below.is_empty() && !is_reserved(below.trim()) {
        // More than Lambda's own words.
        return "";
    }
    let words = strip_request_id(message.trim_end());
    words.strip_prefix("Error: ").unwrap_or(words)
}

fn strip_request_id(message: &str) -> &str {
    let words = match message.split_once(' ') {
        Some((time, words)) if is_time(time) => words,
        _ => message,
    };
    let has_time = words.len() < message.len();
    let labeled = words.strip_prefix("RequestId: ");
    match labeled.unwrap_or(words).split_once(' ') {
        Some((id, rest)) if labeled.is_some() || is_id(id) => rest,
        // Whatever follows a time is an ID, unless it begins Lambda's words.
        Some((_, rest)) if has_time && !begins_words(words) => rest,
        _ => words,
    }
}

/// Returns whether the text begins as one of Lambda's messages.
fn begins_words(text: &str) -> bool {
    ["Task ", "Runtime ", "Process ", "Response ", "Error: "]
        .iter()
        .any(|word| text.starts_with(word))
}

/// Returns whether the word looks like `2024-05-01T12:00:00.000Z`.
fn is_time(word: &str) -> bool {
    word.ends_with('Z')
        && word.contains('T')
        && word.starts_with(|first: char| first.is_ascii_digit())
}

/// Returns whether the word looks like `8f507cfc-4697-b07a-ac58-fc914c95aaaa`.
fn is_id(word: &str) -> bool {
    word.len() >= 32
        && word
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
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
            "RequestId: 1-2-3 Error: Runtime exited with error: exit status 1\nand more",
            "said: Task timed out after 2.00 seconds",
            "2nd 1-2-3 Task timed out after 2.00 seconds",
            "BUZZ 1-2-3 Task timed out after 2.00 seconds",
            "1ST 1-2-3 Task timed out after 2.00 seconds",
            "Response payload size is 7 bytes",
            "the size exceeded maximum allowed payload size",
            "5b1c Task timed out after 2.00 seconds",
            "2024-05-01T12:00:00.000Z one two Task timed out after 2.00 seconds",
            "Task timed out after 2.00 minutes",
            "upstream said: Task timed out after 2.00 seconds",
            "Task timed out after 2.00 seconds, giving up",
            "Task timed out after some seconds",
            "Task timed out after 1.2.3 seconds",
            "RequestId: 1-2-3",
            "2024-05-01T12:00:00.000Z",
            "",
        ] {
            assert_eq!(kind(message), None, "{message}");
        }
    }

    #[test]
    fn any_of_the_prefixes_may_be_missing() {
        for time in ["", "2026-11-21T10:00:00.000Z "] {
            for id in [
                "",
                "8f507cfc-4697-b07a-ac58-fc914c95aaaa ",
                "RequestId: 5b1c.. ",
            ] {
                for error in ["", "Error: "] {
                    for (words, expected) in [
                        ("Task timed out after 2 seconds", Timeout),
                        ("Task timed out after 5.00 seconds", Timeout),
                        ("Task timed out after 1 second", Timeout),
                        ("Task timed out after 5.00 seconds.", Timeout),
                        ("Runtime exited with error: exit status 1", Exit),
                        (KILLED, OutOfMemory),
                        (
                            "Runtime exited without providing a reason\nRuntime.ExitError",
                            Exit,
                        ),
                        ("Process exited before completing request", Exit),
                    ] {
                        let message = format!("{time}{id}{error}{words}");
                        assert_eq!(kind(&message), Some(expected), "{message}");
                    }
                }
            }
        }
        let of_a_time = "2026-11-21T10:00:00.000Z 5b1c.. Task timed out after 2 seconds";
        assert_eq!(timed_out_after(of_a_time), Some(Duration::from_secs(2)));
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
