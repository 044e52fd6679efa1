//! Durations, as definitions have them.

use std::time::Duration;

/// Returns the duration in seconds, rounded up, and at least 1.
pub(super) fn whole_seconds(duration: Duration) -> u64 {
    let more = u64::from(duration.subsec_nanos() > 0);
    duration.as_secs().saturating_add(more).max(1)
}
