//! How often executions are described: AWS limits the rate for a whole account and Region.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A bucket of tokens, one for each request. Requests that find it empty queue: each is told how long to wait.
#[derive(Debug)]
pub(super) struct PollBudget {
    per_second: f64,
    capacity: f64,
    bucket: Mutex<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    /// Negative while requests wait.
    tokens: f64,
    at: Option<Instant>,
}

/// The place of a request in the queue. Dropped before the request is made, it gives its token back.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    budget: &'a PollBudget,
    pub(super) wait: Duration,
    is_used: bool,
}

impl PollBudget {
    /// Creates a full bucket with the tokens of five seconds.
    pub(super) fn new(per_second: u32) -> PollBudget {
        let per_second = f64::from(per_second.max(1));
        let capacity = per_second * 5.0;
        PollBudget {
            per_second,
            capacity,
            bucket: Mutex::new(Bucket {
                tokens: capacity,
                at: None,
            }),
        }
    }

    /// Takes a token, or queues for one.
    pub(super) fn take(&self, now: Instant) -> Turn<'_> {
        let mut bucket = self.lock();
        let since = bucket
            .at
            .map_or(Duration::ZERO, |at| now.saturating_duration_since(at));
        bucket.at = Some(bucket.at.map_or(now, |at| at.max(now)));
        bucket.tokens =
            (bucket.tokens + since.as_secs_f64() * self.per_second).min(self.capacity) - 1.0;
        let missing = (-bucket.tokens).max(0.0) / self.per_second;
        Turn {
            budget: self,
            wait: Duration::from_secs_f64(missing),
            is_used: false,
        }
    }

    /// Takes tokens for requests that were made without a turn, such as retries. Those that come next wait longer.
    pub(super) fn charge(&self, now: Instant, requests: usize) {
        for _ in 0..requests {
            self.take(now).used();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Bucket> {
        self.bucket.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn<'_> {
    /// Says that the request is made.
    pub(super) fn used(mut self) {
        self.is_used = true;
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.is_used {
            let mut bucket = self.budget.lock();
            bucket.tokens = (bucket.tokens + 1.0).min(self.budget.capacity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn waits(budget: &PollBudget, now: Instant, requests: usize) -> Vec<Duration> {
        let take = |_| {
            let turn = budget.take(now);
            let wait = turn.wait;
            turn.used();
            wait
        };
        (0..requests).map(take).collect()
    }

    #[test]
    fn a_burst_passes_and_the_rest_queues_at_the_rate() {
        let budget = PollBudget::new(10);
        let start = Instant::now();
        let waited = waits(&budget, start, 60);
        assert!(waited[..50].iter().all(Duration::is_zero), "{waited:?}");
        assert_eq!(waited[50], SECOND / 10);
        assert_eq!(waited[59], SECOND);
        // The queue empties with time, and the bucket fills again, up to its size.
        assert_eq!(waits(&budget, start + SECOND, 1), [SECOND / 10]);
        let waited = waits(&budget, start + 100 * SECOND, 51);
        assert!(waited[49].is_zero() && !waited[50].is_zero(), "{waited:?}");
    }

    #[test]
    fn a_request_that_is_not_made_leaves_the_queue() {
        let budget = PollBudget::new(1);
        let now = Instant::now();
        waits(&budget, now, 5);
        for _ in 0..100 {
            drop(budget.take(now));
        }
        assert_eq!(waits(&budget, now, 1), [SECOND]);
    }
}
