//! Retry budgets: one for each function, so that one failing function cannot use up the retries of another.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What one retry costs, in the unit in which an undisturbed success pays back.
const RETRY_COST: u64 = 5;

/// The retries of one function that have not been paid back.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    spent: AtomicU64,
}

/// How many functions are remembered before those are forgotten that nothing is known about.
const REMEMBERED: usize = 1024;

impl Budget {
    fn is_in_use(self: &Arc<Self>) -> bool {
        Arc::strong_count(self) > 1 || self.spent.load(Ordering::Relaxed) > 0
    }

    /// Takes one retry out of a budget of `size` retries; false where it is used up.
    pub(crate) fn take(&self, size: u32) -> bool {
        let limit = u64::from(size) * RETRY_COST;
        self.spent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |spent| {
                (spent + RETRY_COST <= limit).then_some(spent + RETRY_COST)
            })
            .is_ok()
    }

    /// A call has succeeded after `retries` retries.
    pub(crate) fn succeeded(&self, retries: u32) {
        // Nothing to pay back is the rule, and a load is cheaper than a write that all callers contend for.
        if self.spent.load(Ordering::Relaxed) == 0 {
            return;
        }
        let back = (u64::from(retries) * RETRY_COST).max(1);
        let pay = |spent: u64| Some(spent.saturating_sub(back));
        let _ = self
            .spent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay);
    }
}

/// The budgets of all functions that a client has been used for.
#[derive(Debug, Default)]
pub(crate) struct Budgets {
    functions: Mutex<HashMap<String, Arc<Budget>>>,
    reading: Budget,
}

impl Budgets {
    /// The budget of all requests that read configurations: Lambda limits their rate together.
    pub(crate) fn of_reading(&self) -> &Budget {
        &self.reading
    }

    /// The budget of a function, whatever its version or alias.
    pub(crate) fn of(&self, function: &str) -> Arc<Budget> {
        let mut functions = self
            .functions
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // Names that are made up at run time must not pile up; a budget that nothing was taken from is as good as a new one.
        if functions.len() >= REMEMBERED {
            functions.retain(|_, budget| budget.is_in_use());
        }
        match functions.get(function) {
            Some(budget) => Arc::clone(budget),
            None => Arc::clone(functions.entry(function.to_owned()).or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_runs_out_and_successes_refill_it() {
        let budget = Budget::default();
        assert!(budget.take(2) && budget.take(2));
        assert!(!budget.take(2), "two retries are all there is");
        for _ in 0..4 {
            budget.succeeded(0);
        }
        assert!(!budget.take(2), "four fifths of a retry are not one");
        budget.succeeded(0);
        assert!(budget.take(2));
        budget.succeeded(2);
        assert!(budget.take(2) && budget.take(2));
    }

    #[test]
    fn functions_do_not_share() {
        let budgets = Budgets::default();
        assert!(budgets.of("a").take(1));
        assert!(!budgets.of("a").take(1));
        assert!(budgets.of("b").take(1));
    }
}
