//! Durations, as definitions have them.

use std::time::Duration;

/// The largest `TimeoutSeconds` (Amazon States Language specification, "Task State").
const LONGEST_TIMEOUT: u64 = 99_999_999;

/// Returns what is wrong with a timeout that is too long.
pub(super) fn too_long(timeout: u64) -> Option<String> {
    (timeout > LONGEST_TIMEOUT)
        .then(|| format!("the timeout of {timeout} s is longer than {LONGEST_TIMEOUT} s"))
}

/// Returns the duration in seconds, rounded up, and at least 1.
pub(super) fn whole_seconds(duration: Duration) -> u64 {
    let more = u64::from(duration.subsec_nanos() > 0);
    duration.as_secs().saturating_add(more).max(1)
}
