//! How many runs there may be at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Lambda's default for an account and region (Lambda quotas).
pub(in crate::local) const ACCOUNT_LIMIT: u32 = 1_000;

/// A limit on concurrent runs: the account's, or the one that a function has reserved.
#[derive(Debug)]
pub(in crate::local) struct ConcurrencyLimit {
    limit: u32,
    running: AtomicU32,
    reserved: bool,
}

/// Permission for one run. Dropping it permits another one.
#[derive(Debug)]
pub(in crate::local) struct Permit(Arc<ConcurrencyLimit>);

impl ConcurrencyLimit {
    /// Returns the limit that functions without a reservation share.
    pub(in crate::local) fn of_account(limit: u32) -> ConcurrencyLimit {
        ConcurrencyLimit {
            limit,
            running: AtomicU32::new(0),
            reserved: false,
        }
    }

    /// Returns the limit of a function with reserved concurrency.
    pub(in crate::local) fn reserved(limit: u32) -> ConcurrencyLimit {
        ConcurrencyLimit {
            reserved: true,
            ..ConcurrencyLimit::of_account(limit)
        }
    }

    /// Permits one more run, or returns Lambda's throttle reason if the limit is reached.
    pub(in crate::local) fn acquire(self: &Arc<Self>) -> Result<Permit, &'static str> {
        let one_more = |running: u32| (running < self.limit).then_some(running + 1);
        let updated = self
            .running
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more);
        match updated {
            Ok(_) => Ok(Permit(Arc::clone(self))),
            Err(_) if self.reserved => Err("ReservedFunctionConcurrentInvocationLimitExceeded"),
            Err(_) => Err("ConcurrentInvocationLimitExceeded"),
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropping_a_permit_permits_another_run() {
        let limit = Arc::new(ConcurrencyLimit::of_account(2));
        let first = limit.acquire().unwrap();
        let _second = limit.acquire().unwrap();
        assert_eq!(
            limit.acquire().unwrap_err(),
            "ConcurrentInvocationLimitExceeded"
        );
        drop(first);
        assert!(limit.acquire().is_ok());
    }

    #[test]
    fn a_reservation_of_zero_permits_nothing() {
        let limit = Arc::new(ConcurrencyLimit::reserved(0));
        assert_eq!(
            limit.acquire().unwrap_err(),
            "ReservedFunctionConcurrentInvocationLimitExceeded"
        );
    }
}
