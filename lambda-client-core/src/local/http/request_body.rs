//! Reads the body of a request without trusting its client.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use hyper::body::{Body, Incoming};
use tokio::time::timeout;

use crate::invocation::limits::MAX_PAYLOAD;
use crate::local::service_error::ServiceError;

/// The number of bytes up to which a body that is too large is still read, to count them. The connection is cut beyond that.
const MAX_COUNTED: u64 = 64 * 1024 * 1024;

/// A body with its length. A body that is too large for any request is counted but not kept.
pub(super) struct RequestBody {
    pub(super) bytes: Bytes,
    pub(super) length: u64,
}

impl RequestBody {
    /// Whether all of the body was kept.
    pub(super) fn is_complete(&self) -> bool {
        u64::try_from(self.bytes.len()) == Ok(self.length)
    }
}

/// Reads a body. Returns `None` if the connection broke.
///
/// # Errors
///
/// Returns an error if the body is not complete after `limit`.
pub(super) async fn read(
    incoming: Incoming,
    limit: Duration,
) -> Result<Option<RequestBody>, ServiceError> {
    timeout(limit, keep(incoming)).await.map_err(|_elapsed| {
        ServiceError::new(
            408,
            "RequestTimeoutException",
            format!("the body of the request did not arrive within {limit:?}"),
        )
    })
}

/// Keeps what Lambda accepts, and counts the rest so that the error can name the length.
async fn keep(mut incoming: Incoming) -> Option<RequestBody> {
    let announced = incoming.size_hint().exact();
    let mut bytes = BytesMut::new();
    let mut length = 0;
    if let Some(announced) = announced.filter(|announced| *announced > MAX_COUNTED) {
        length = announced;
    }
    while length <= MAX_COUNTED
        && let Some(frame) = poll_fn(|cx| Pin::new(&mut incoming).poll_frame(cx)).await
    {
        if let Ok(data) = frame.ok()?.into_data() {
            length += u64::try_from(data.len()).unwrap_or(u64::MAX);
            if bytes.len() + data.len() <= MAX_PAYLOAD {
                bytes.extend_from_slice(&data);
            }
        }
    }
    Some(RequestBody {
        bytes: bytes.freeze(),
        length,
    })
}
