//! Reads the body of a request without trusting its client.

use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use hyper::body::{Body, Frame, Incoming};
use tokio::time::{Instant, timeout};

use crate::local::http::activity::{MAX_QUIET, Phase};
use crate::local::http::body_budget::Reservation;
use crate::local::http::connection_context::ConnectionContext;
use crate::local::service_error::ServiceError;

/// The number of bytes up to which a body that is too large is still read, to count them. The connection is cut beyond that.
const MAX_COUNTED: u64 = 64 * 1024 * 1024;

/// A body with its length. A body that is too large for any request is counted but not kept.
pub(super) struct RequestBody {
    pub(super) bytes: Bytes,
    pub(super) length: u64,
    /// For the bytes, until the request has been processed.
    pub(super) reservation: Reservation,
}

impl RequestBody {
    /// Whether all of the body was kept.
    pub(super) fn is_complete(&self) -> bool {
        u64::try_from(self.bytes.len()) == Ok(self.length)
    }
}

/// Reads a body and keeps at most this many bytes of it. Returns `None` if the connection broke.
///
/// # Errors
///
/// Returns an error if the client takes too long, or if the bodies that are held leave no room for this one.
pub(super) async fn read(
    incoming: Incoming,
    max_kept: usize,
    connection: &ConnectionContext,
) -> Result<Option<RequestBody>, ServiceError> {
    connection.activity.enter(Phase::Receiving);
    let body = keep(incoming, max_kept, connection).await;
    connection.activity.enter(Phase::Working);
    body
}

/// Reads a body that nobody needs: a client that still writes may never read a response.
pub(super) async fn discard(incoming: Incoming, connection: &ConnectionContext) {
    let _ = read(incoming, 0, connection).await;
}

/// Keeps what is wanted, and counts the rest so that an error can name the length.
async fn keep(
    mut incoming: Incoming,
    max_kept: usize,
    connection: &ConnectionContext,
) -> Result<Option<RequestBody>, ServiceError> {
    let started = Instant::now();
    let announced = incoming.size_hint().exact();
    let mut bytes = BytesMut::new();
    let mut length = 0;
    let mut reservation = connection.bodies.reservation();
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
            if bytes.len() + data.len() <= max_kept {
                if !reservation.grow(data.len()) {
                    return Err(no_memory());
                }
                bytes.extend_from_slice(&data);
            }
        }
    }
    Ok(Some(RequestBody {
        bytes: bytes.freeze(),
        length,
        reservation,
    }))
}

/// Reads the next part of a body that has been read since `started`.
async fn frame(
    incoming: &mut Incoming,
    started: Instant,
    connection: &ConnectionContext,
) -> Result<Option<hyper::Result<Frame<Bytes>>>, ServiceError> {
    let limit = connection.settings.client_timeout;
    loop {
        let left = limit.saturating_sub(started.elapsed());
        let next = poll_fn(|cx| Pin::new(&mut *incoming).poll_frame(cx));
        if let Ok(frame) = timeout(MAX_QUIET.min(left), next).await {
            return Ok(frame);
        }
        if started.elapsed() >= limit || connection.bodies.is_exceeded() {
            let limit = started.elapsed().min(limit);
            return Err(ServiceError::new(
                408,
                "RequestTimeoutException",
                format!("the body of the request did not arrive within {limit:?}"),
            ));
        }
    }
}

fn no_memory() -> ServiceError {
    ServiceError {
        message: "Rate Exceeded. The endpoint has no memory for more requests; see `EndpointBuilder::max_held_bytes`."
            .to_owned(),
        ..ServiceError::throttled("CallerRateLimitExceeded", Some(1))
    }
}
