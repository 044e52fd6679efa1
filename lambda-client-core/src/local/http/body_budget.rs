//! The memory for bodies of requests and responses.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many times the bytes that are always available there are at most.
const MAX_TIMES: usize = 8;

/// Counts the bytes of the requests that an endpoint processes and of the responses that its clients have not read.
///
/// Clients that send and receive at once may use a multiple of the bytes that are meant for all: they need them for a moment.
/// Quiet clients may not.
#[derive(Debug)]
pub(super) struct BodyBudget {
    bytes: usize,
    used: AtomicUsize,
}

/// Bytes of a [`BodyBudget`] that are in use until this is dropped.
#[derive(Debug)]
pub(super) struct Reservation {
    budget: Arc<BodyBudget>,
    bytes: usize,
}

impl BodyBudget {
    pub(super) fn new(bytes: usize) -> BodyBudget {
        BodyBudget {
            bytes,
            used: AtomicUsize::new(0),
        }
    }

    /// Whether clients that are quiet have to give back what they hold.
    pub(super) fn is_exceeded(&self) -> bool {
        self.used.load(Ordering::Relaxed) > self.bytes
    }

    pub(super) fn reservation(self: &Arc<Self>) -> Reservation {
        Reservation {
            budget: Arc::clone(self),
            bytes: 0,
        }
    }
}

impl Reservation {
    /// Reserves more bytes. Returns `false` if there are none left.
    pub(super) fn grow(&mut self, bytes: usize) -> bool {
        let max = self.budget.bytes.saturating_mul(MAX_TIMES);
        let grown = |used: usize| {
            let grown = used.checked_add(bytes)?;
            // A single body always fits.
            (grown <= max || used == self.bytes).then_some(grown)
        };
        let used = &self.budget.used;
        let is_reserved = used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, grown)
            .is_ok();
        if is_reserved {
            self.bytes += bytes;
        }
        is_reserved
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.budget.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_available_again_when_their_reservation_is_dropped() {
        let budget = Arc::new(BodyBudget::new(10));
        let mut first = budget.reservation();
        assert!(first.grow(10) && !budget.is_exceeded());
        assert!(first.grow(1) && budget.is_exceeded());
        let mut second = budget.reservation();
        assert!(second.grow(69));
        assert!(!second.grow(1), "that is more than 80");
        drop(first);
        assert!(second.grow(11) && budget.is_exceeded());
        drop(second);
        assert!(!budget.is_exceeded());
    }

    #[test]
    fn a_single_body_always_fits() {
        let budget = Arc::new(BodyBudget::new(0));
        let mut first = budget.reservation();
        assert!(first.grow(1) && first.grow(1_000));
        assert!(!budget.reservation().grow(1));
        assert!(!first.grow(usize::MAX));
    }
}
