//! How many runs there may be at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Lambda's default for an account and region (Lambda quotas).
pub(crate) const ACCOUNT_LIMIT: u32 = 1_000;

/// The environments that runs may take: those of the account, or those that a function has reserved.
#[derive(Debug)]
pub(crate) struct ConcurrencyLimit {
    limit: u32,
    taken: AtomicU32,
    reserved: bool,
}

/// A place taken, until it is dropped.
#[derive(Debug)]
pub(crate) struct Permit(Arc<ConcurrencyLimit>);

impl ConcurrencyLimit {
    /// The places that are left for functions without a reservation.
    pub(crate) fn of_account(limit: u32) -> ConcurrencyLimit {
        ConcurrencyLimit {
            limit,
            taken: AtomicU32::new(0),
            reserved: false,
        }
    }

    /// The places that a function has for itself.
    pub(crate) fn reserved(limit: u32) -> ConcurrencyLimit {
        ConcurrencyLimit {
            reserved: true,
            ..ConcurrencyLimit::of_account(limit)
        }
    }

    /// Takes a place, or tells Lambda's reason why there is none.
    pub(crate) fn take(self: &Arc<Self>) -> Result<Permit, &'static str> {
        let one_more = |taken: u32| (taken < self.limit).then_some(taken + 1);
        let taken = self
            .taken
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more);
        match taken {
            Ok(_) => Ok(Permit(Arc::clone(self))),
            Err(_) if self.reserved => Err("ReservedFunctionConcurrentInvocationLimitExceeded"),
            Err(_) => Err("ConcurrentInvocationLimitExceeded"),
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.taken.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_run_is_over() {
        let places = Arc::new(ConcurrencyLimit::of_account(2));
        let first = places.take().unwrap();
        let _second = places.take().unwrap();
        assert_eq!(
            places.take().unwrap_err(),
            "ConcurrentInvocationLimitExceeded"
        );
        drop(first);
        assert!(places.take().is_ok());
    }

    #[test]
    fn nothing_reserved_is_never_free() {
        let places = Arc::new(ConcurrencyLimit::reserved(0));
        assert_eq!(
            places.take().unwrap_err(),
            "ReservedFunctionConcurrentInvocationLimitExceeded"
        );
    }
}
