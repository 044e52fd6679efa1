//! How often executions are described: AWS limits the rate for a whole account and Region.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::step_functions::arn::location;

/// How many accounts and Regions are remembered before those with a full bucket are forgotten.
const REMEMBERED: usize = 64;

/// The budget of each account and Region.
#[derive(Debug)]
pub(super) struct PollBudgets {
    per_second: u32,
    of_locations: Mutex<HashMap<String, Arc<PollBudget>>>,
}

impl PollBudgets {
    pub(super) fn new(per_second: u32) -> PollBudgets {
        PollBudgets {
            per_second,
            of_locations: Mutex::default(),
        }
    }

    /// Returns the budget of the account and the Region in which this execution runs.
    pub(super) fn of(&self, execution: &str, now: Instant) -> Arc<PollBudget> {
        let location = location(execution);
        let locations = self.of_locations.lock();
        let mut locations = locations.unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = locations.get(location) {
            return Arc::clone(known);
        }
        if locations.len() >= REMEMBERED {
            locations.retain(|_, budget| Arc::strong_count(budget) > 1 || !budget.is_full(now));
        }
        let budget = Arc::new(PollBudget::new(self.per_second));
        locations.insert(location.to_owned(), Arc::clone(&budget));
        budget
    }
}

/// A bucket of tokens, one for each request. Requests that find it empty queue: each learns how long to wait.
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
    has_token: bool,
}

impl PollBudget {
    /// Creates a full bucket with the tokens of five seconds.
    fn new(per_second: u32) -> PollBudget {
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

    /// Takes a token, or queues for one. A turn after `end` has no token: its request will not be made, and those behind it must not wait for
    /// it.
    pub(super) fn take(&self, now: Instant, end: Option<Instant>) -> Turn<'_> {
        let mut bucket = self.refilled(now);
        let missing = (1.0 - bucket.tokens).max(0.0) / self.per_second;
        let wait = Duration::from_secs_f64(missing);
        let has_token = end.is_none_or(|end| end.saturating_duration_since(now) >= wait);
        if has_token {
            bucket.tokens -= 1.0;
        }
        Turn {
            budget: self,
            wait,
            has_token,
        }
    }

    /// Takes tokens for requests that were made without a turn, such as retries. Those that come next wait longer.
    pub(super) fn charge(&self, now: Instant, requests: usize) {
        for _ in 0..requests {
            self.take(now, None).used();
        }
    }

    fn is_full(&self, now: Instant) -> bool {
        self.refilled(now).tokens >= self.capacity
    }

    /// Returns the bucket, with the tokens that have come since it was last looked at.
    fn refilled(&self, now: Instant) -> MutexGuard<'_, Bucket> {
        let mut bucket = self.lock();
        let since = bucket
            .at
            .map_or(Duration::ZERO, |at| now.saturating_duration_since(at));
        bucket.at = Some(bucket.at.map_or(now, |at| at.max(now)));
        let more = since.as_secs_f64() * self.per_second;
        bucket.tokens = (bucket.tokens + more).min(self.capacity);
        bucket
    }

    fn lock(&self) -> MutexGuard<'_, Bucket> {
        self.bucket.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn<'_> {
    /// Says that the request is made.
    pub(super) fn used(mut self) {
        self.has_token = false;
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if self.has_token {
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
            let turn = budget.take(now, None);
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
            drop(budget.take(now, None));
        }
        assert_eq!(waits(&budget, now, 1), [SECOND]);
    }

    #[test]
    fn a_request_whose_turn_comes_too_late_does_not_queue() {
        let budget = PollBudget::new(1);
        let now = Instant::now();
        waits(&budget, now, 5);
        let late: Vec<_> = (0..10)
            .map(|_| budget.take(now, Some(now + SECOND / 2)))
            .collect();
        assert!(late.iter().all(|turn| turn.wait == SECOND), "{late:?}");
        // One whose turn comes just in time does.
        budget.take(now, Some(now + SECOND)).used();
        assert_eq!(waits(&budget, now, 1), [2 * SECOND]);
        // The late ones had nothing to give back.
        drop(late);
        assert_eq!(waits(&budget, now, 1), [3 * SECOND]);
    }

    fn execution(account: usize, region: &str) -> String {
        format!("arn:aws:states:{region}:{account}:execution:orders:17")
    }

    #[test]
    fn each_account_and_region_has_its_own_budget() {
        let budgets = PollBudgets::new(1);
        let now = Instant::now();
        let first = execution(1, "us-east-1");
        waits(&budgets.of(&first, now), now, 5);
        let other_machine = first.replace("orders", "refunds");
        assert_eq!(waits(&budgets.of(&other_machine, now), now, 1), [SECOND]);
        for other in [execution(1, "eu-west-1"), execution(2, "us-east-1")] {
            let waited = waits(&budgets.of(&other, now), now, 5);
            assert!(waited.iter().all(Duration::is_zero), "{waited:?}");
        }
        assert_eq!(waits(&budgets.of(&first, now), now, 1), [2 * SECOND]);
    }

    #[test]
    fn what_is_not_polled_any_more_is_forgotten() {
        let budgets = PollBudgets::new(1);
        let now = Instant::now();
        let (busy, queued) = (execution(0, "us-east-1"), execution(1, "us-east-1"));
        waits(&budgets.of(&busy, now), now, 5);
        let held = budgets.of(&queued, now);
        for account in 2..10 * REMEMBERED {
            budgets.of(&execution(account, "us-east-1"), now);
        }
        assert!(budgets.of_locations.lock().unwrap().len() <= REMEMBERED);
        assert_eq!(waits(&budgets.of(&busy, now), now, 1), [SECOND]);
        assert!(Arc::ptr_eq(&held, &budgets.of(&queued, now)));
    }
}
