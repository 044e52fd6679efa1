//! Reads the body of a request without trusting its client.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming};
use tokio::time::{Instant, timeout};

use crate::endpoint::activity::{MAX_QUIET, Phase};
use crate::endpoint::body_budget::Reservation;
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::refusal::Refusal;

/// The number of bytes up to which a body that is too large is still read, to count them. The connection is cut beyond that.
const MAX_COUNTED: u64 = 64 * 1024 * 1024;

/// A body with its length. A body that is too large for any request is counted but not kept.
pub(crate) struct RequestBody {
    pub(crate) bytes: Bytes,
    pub(crate) length: u64,
    /// For the bytes, until the request has been processed.
    pub(crate) reservation: Reservation,
}

impl RequestBody {
    /// Returns whether all of the body was kept.
    pub(crate) fn is_complete(&self) -> bool {
        u64::try_from(self.bytes.len()) == Ok(self.length)
    }
}

/// Reads a body and keeps at most this many bytes of it. Returns `None` if the connection broke.
///
/// # Errors
///
/// Returns an error if the client takes too long, or if the bodies that are held leave no room for this one.
pub(crate) async fn read(
    incoming: Incoming,
    max_kept: usize,
    connection: &ConnectionContext,
) -> Result<Option<RequestBody>, Refusal> {
    connection.activity.enter(Phase::Receiving);
    let body = keep(incoming, max_kept, connection).await;
    connection.activity.enter(Phase::Working);
    body
}

/// Reads a body that nobody needs: a client that still writes may never read a response.
pub(crate) async fn discard(incoming: Incoming, connection: &ConnectionContext) {
    let _ = read(incoming, 0, connection).await;
}

/// Keeps what is wanted, and counts the rest so that an error can name the length.
async fn keep(
    mut incoming: Incoming,
    max_kept: usize,
    connection: &ConnectionContext,
) -> Result<Option<RequestBody>, Refusal> {
    let started = Instant::now();
    let announced = incoming.size_hint().exact();
    let longest = announced.map_or(max_kept, |announced| {
        usize::try_from(announced).map_or(max_kept, |announced| announced.min(max_kept))
    });
    let mut kept = KeptBytes {
        bytes: Vec::new(),
        longest,
        reservation: connection.bodies.reservation(),
    };
    let mut length = 0;
    if let Some(announced) = announced.filter(|announced| *announced > MAX_COUNTED) {
        length = announced;
    }
    while length <= MAX_COUNTED
        && let Some(frame) = frame(&mut incoming, started, connection).await?
    {
        let Ok(frame) = frame else {
            return Ok(None);
        };
        if let Ok(data) = frame.into_data() {
            length += u64::try_from(data.len()).unwrap_or(u64::MAX);
            if kept.bytes.len() + data.len() <= max_kept && !kept.push(&data) {
                return Err(Refusal::NoMemory);
            }
        }
    }
    let (bytes, reservation) = kept.finish();
    Ok(Some(RequestBody {
        bytes,
        length,
        reservation,
    }))
}

/// The bytes of a body as they arrive. Their memory is reserved before it is allocated.
struct KeptBytes {
    bytes: Vec<u8>,
    /// How many there are at most.
    longest: usize,
    /// For the whole capacity.
    reservation: Reservation,
}

impl KeptBytes {
    /// Returns `false` if they exceed the endpoint's memory limit.
    fn push(&mut self, data: &[u8]) -> bool {
        let (length, capacity) = (self.bytes.len(), self.bytes.capacity());
        let needed = length + data.len();
        if needed > capacity {
            // Each time twice as much, so that they are seldom moved, but not more than the client has announced.
            let grown = needed.max(self.longest.min(capacity * 2));
            if !self.reservation.grow(grown - capacity) {
                return false;
            }
            self.bytes.reserve_exact(grown - length);
        }
        self.bytes.extend_from_slice(data);
        true
    }

    /// Returns the bytes without spare capacity.
    fn finish(mut self) -> (Bytes, Reservation) {
        let bytes = Bytes::from(self.bytes.into_boxed_slice());
        self.reservation.shrink(bytes.len());
        (bytes, self.reservation)
    }
}

/// Reads the next part of a body that has been read since `started`.
async fn frame(
    incoming: &mut Incoming,
    started: Instant,
    connection: &ConnectionContext,
) -> Result<Option<hyper::Result<Frame<Bytes>>>, Refusal> {
    let limit = connection.settings.client_timeout;
    loop {
        let left = limit.saturating_sub(started.elapsed());
        let next = poll_fn(|cx| Pin::new(&mut *incoming).poll_frame(cx));
        if let Ok(frame) = timeout(MAX_QUIET.min(left), next).await {
            return Ok(frame);
        }
        if started.elapsed() >= limit || connection.bodies.is_exceeded() {
            let limit = started.elapsed().min(limit);
            return Err(Refusal::TooSlow(limit));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::endpoint::body_budget::BodyBudget;

    #[test]
    fn what_is_allocated_is_reserved() {
        for (announced, longest) in [(70_000, 70_000), (100_000, 1_000_000)] {
            let budget = Arc::new(BodyBudget::new(1_000_000));
            let mut kept = KeptBytes {
                bytes: Vec::new(),
                longest,
                reservation: budget.reservation(),
            };
            for _ in 0..announced / 10_000 {
                assert!(kept.push(&[b'1'; 10_000]));
                assert_eq!(kept.reservation.bytes(), kept.bytes.capacity());
                assert!(kept.bytes.capacity() <= longest);
            }
            let (bytes, reservation) = kept.finish();
            assert_eq!((bytes.len(), reservation.bytes()), (announced, announced));
        }
    }
}
