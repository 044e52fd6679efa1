//! The retry budget: a bound on the retries that a failing function can cause.

use std::sync::atomic::{AtomicU64, Ordering};

/// The cost of one retry, in the unit that a success without a retry refunds.
const RETRY_COST: u64 = 5;

/// The retries that have not been refunded.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    spent: AtomicU64,
}

impl Budget {
    /// Returns whether all retries have been refunded.
    pub(crate) fn is_full(&self) -> bool {
        self.spent.load(Ordering::Relaxed) == 0
    }

    /// Takes one retry out of a budget of `size` retries; returns `false` if the budget is used up.
    pub(crate) fn take(&self, size: u32) -> bool {
        let limit = u64::from(size) * RETRY_COST;
        self.spent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |spent| {
                (spent + RETRY_COST <= limit).then_some(spent + RETRY_COST)
            })
            .is_ok()
    }

    /// Refunds a call that succeeded after `retries` retries.
    pub(crate) fn succeeded(&self, retries: u32) {
        // Usually there is nothing to refund, and a load is cheaper than a write that all callers contend for.
        if self.is_full() {
            return;
        }
        let refund = (u64::from(retries) * RETRY_COST).max(1);
        let pay = |spent: u64| Some(spent.saturating_sub(refund));
        let _ = self
            .spent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_runs_out_and_successes_refill_it() {
        let budget = Budget::default();
        assert!(budget.is_full());
        assert!(budget.take(2) && budget.take(2));
        assert!(!budget.take(2), "the budget has two retries");
        assert!(!budget.is_full());
        for _ in 0..4 {
            budget.succeeded(0);
        }
        assert!(!budget.take(2), "four fifths of a retry are not enough");
        budget.succeeded(0);
        assert!(budget.take(2));
        budget.succeeded(2);
        assert!(budget.is_full());
        assert!(budget.take(2) && budget.take(2));
    }
}
