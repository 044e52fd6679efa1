//! The memory for bodies of requests and responses.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;

/// The bytes of a response that is not worth counting, such as an error, or of a request that is not large.
const SMALL: usize = 4 * 1024;

/// How many times the bytes that are always available there are at most.
const MAX_TIMES: usize = 8;

/// How many times large requests may use. The rest is left to responses: a request is refused before its function runs, a response
/// only after that.
const MAX_REQUEST_TIMES: usize = 4;

/// Counts the bytes of the requests that an endpoint processes, and those of the responses from the moment at which functions return
/// them until clients have read them.
///
/// Clients that send and receive at once may use a multiple of the bytes that are meant for all: they need them for a moment.
/// Quiet clients may not.
#[derive(Debug)]
pub(crate) struct BodyBudget {
    bytes: usize,
    used: AtomicUsize,
}

/// Bytes of a [`BodyBudget`] that are in use until this is dropped.
#[derive(Debug)]
pub(crate) struct Reservation {
    budget: Arc<BodyBudget>,
    bytes: usize,
}

impl BodyBudget {
    pub(crate) fn new(bytes: usize) -> BodyBudget {
        BodyBudget {
            bytes,
            used: AtomicUsize::new(0),
        }
    }

    /// Returns whether clients that are quiet have to give back what they hold.
    pub(crate) fn is_exceeded(&self) -> bool {
        self.used.load(Ordering::Relaxed) > self.bytes
    }

    /// Takes bytes for a request that has so many already. Returns `false` if there are none left.
    fn take(&self, bytes: usize, own: usize, max_times: usize) -> bool {
        let max = self.bytes.saturating_mul(max_times);
        let taken = |used: usize| {
            let taken = used.checked_add(bytes)?;
            // A single request always fits.
            (taken <= max || used == own).then_some(taken)
        };
        self.used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken)
            .is_ok()
    }

    pub(crate) fn reservation(self: &Arc<Self>) -> Reservation {
        Reservation {
            budget: Arc::clone(self),
            bytes: 0,
        }
    }
}

impl Reservation {
    /// Reserves more bytes. Returns `false` if there are none left.
    pub(crate) fn grow(&mut self, bytes: usize) -> bool {
        let is_large = self.bytes.saturating_add(bytes) > SMALL;
        let max_times = match is_large {
            true => MAX_REQUEST_TIMES,
            false => MAX_TIMES,
        };
        let is_reserved = self.budget.take(bytes, self.bytes, max_times);
        if is_reserved {
            self.bytes += bytes;
        }
        is_reserved
    }

    #[cfg(test)]
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Gives back all but this many bytes.
    pub(crate) fn shrink(&mut self, bytes: usize) {
        let spare = self.bytes.saturating_sub(bytes);
        self.budget.used.fetch_sub(spare, Ordering::Relaxed);
        self.bytes -= spare;
    }

    /// Counts the bytes of the response to the request of this reservation, until the last part of them is dropped. Returns `None`
    /// if there are no bytes left.
    pub(crate) fn hold(&self, response: Bytes) -> Option<Bytes> {
        if response.len() <= SMALL {
            return Some(response);
        }
        let is_reserved = self.budget.take(response.len(), self.bytes, MAX_TIMES);
        is_reserved.then(|| {
            let reservation = Reservation {
                budget: Arc::clone(&self.budget),
                bytes: response.len(),
            };
            Bytes::from_owner(Held {
                response,
                _reservation: reservation,
            })
        })
    }
}

/// Bytes that count as used for as long as this exists.
struct Held {
    response: Bytes,
    _reservation: Reservation,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.response
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
    fn a_response_counts_until_its_last_part_is_dropped() {
        let budget = Arc::new(BodyBudget::new(1_000));
        let request = budget.reservation();
        let response = request.hold(vec![b'1'; 5_000].into()).expect("memory");
        let rest = response.slice(4_999..);
        assert_eq!(rest, "1");
        assert!(request.hold(vec![b'1'; 5_000].into()).is_none());
        assert!(
            request.hold(vec![b'1'; SMALL].into()).is_some(),
            "an error needs no memory"
        );
        drop((request, response));
        assert_eq!(budget.used.load(Ordering::Relaxed), 5_000);
        drop(rest);
        assert_eq!(budget.used.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn large_requests_leave_room_for_responses() {
        let budget = Arc::new(BodyBudget::new(10_000));
        let requests: Vec<Reservation> = std::iter::repeat_with(|| budget.reservation())
            .map_while(|mut request| request.grow(5_000).then_some(request))
            .collect();
        assert_eq!(requests.len(), 8);
        assert!(budget.reservation().grow(SMALL), "that is a small one");
        let hold = |request: &Reservation| request.hold(vec![b'1'; 4_500].into());
        let responses: Option<Vec<Bytes>> = requests.iter().map(hold).collect();
        assert!(responses.is_some());
        assert!(!budget.reservation().grow(SMALL), "80,000 is the limit");
    }

    #[test]
    fn a_single_request_always_fits_with_its_response() {
        let budget = Arc::new(BodyBudget::new(0));
        let mut request = budget.reservation();
        assert!(request.grow(5_000));
        let response = request.hold(vec![b'1'; 5_000].into());
        assert!(response.is_some());
        assert!(
            budget
                .reservation()
                .hold(vec![b'1'; 5_000].into())
                .is_none()
        );
        request.shrink(10);
        assert_eq!(budget.used.load(Ordering::Relaxed), 5_010);
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
