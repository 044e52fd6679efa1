//! The time of day on a clock that may be virtual.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::timestamp;

/// Converts moments of a clock to the time of day, relative to one moment that is known on both.
#[derive(Clone, Copy, Debug)]
pub(in crate::local) struct WallClock {
    instant: Instant,
    time: SystemTime,
}

impl WallClock {
    pub(in crate::local) fn new(now: Instant) -> WallClock {
        WallClock {
            instant: now,
            time: SystemTime::now(),
        }
    }

    /// Returns the time at which this was created, in seconds since 1970.
    pub(in crate::local) fn seconds(&self) -> u64 {
        self.time
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs()
    }

    /// Returns the time of day at this moment, such as `2026-01-31T12:34:56.789Z`.
    pub(in crate::local) fn at(&self, moment: Instant) -> String {
        timestamp::format(self.since_epoch(moment))
    }

    /// Returns the time since 1970 at this moment.
    pub(in crate::local) fn since_epoch(&self, moment: Instant) -> Duration {
        let passed = moment.saturating_duration_since(self.instant);
        let since_epoch = self.time.duration_since(UNIX_EPOCH).unwrap_or_default();
        since_epoch.saturating_add(passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_day_follows_the_clock() {
        let start = Instant::now();
        let wall = WallClock::new(start);
        assert_ne!(wall.at(start), wall.at(start + Duration::from_secs(1)));
    }
}
