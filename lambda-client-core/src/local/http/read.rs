//! Reading what a client sends, without believing it.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use hyper::body::{Body, Incoming};
use tokio::time::timeout;

use crate::local::service_error::ServiceError;
use crate::transport::limits::MAX_PAYLOAD;

/// The most of a body that is read only to count it; a client that sends more than this is cut off.
const MOST_COUNTED: u64 = 64 * 1024 * 1024;

/// A body as far as it was kept, and how long it is.
pub(crate) struct Received {
    pub(crate) bytes: Bytes,
    pub(crate) length: u64,
}

impl Received {
    /// Whether all of it was kept.
    pub(crate) fn is_whole(&self) -> bool {
        u64::try_from(self.bytes.len()) == Ok(self.length)
    }
}

/// Reads a body within this time. None: the connection broke.
pub(crate) async fn body(
    incoming: Incoming,
    within: Duration,
) -> Result<Option<Received>, ServiceError> {
    timeout(within, keep(incoming)).await.map_err(|_late| {
        ServiceError::new(
            408,
            "RequestTimeoutException",
            format!("the body of the request was not there after {within:?}"),
        )
    })
}

/// Keeps what Lambda would take, and counts the rest so that the refusal can name its length.
async fn keep(mut incoming: Incoming) -> Option<Received> {
    let announced = incoming.size_hint().exact();
    let mut bytes = BytesMut::new();
    let mut length = 0;
    if let Some(announced) = announced.filter(|announced| *announced > MOST_COUNTED) {
        length = announced;
    }
    while length <= MOST_COUNTED
        && let Some(frame) = poll_fn(|cx| Pin::new(&mut incoming).poll_frame(cx)).await
    {
        if let Ok(data) = frame.ok()?.into_data() {
            length += u64::try_from(data.len()).unwrap_or(u64::MAX);
            if bytes.len() + data.len() <= MAX_PAYLOAD {
                bytes.extend_from_slice(&data);
            }
        }
    }
    Some(Received {
        bytes: bytes.freeze(),
        length,
    })
}

/// Decodes `%41`, and `+` in queries. What is no such escape stays as it is; what is not UTF-8 is replaced.
pub(crate) fn percent_decoded(text: &str, in_query: bool) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escaped = match (byte, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match (escaped, byte) {
            (Some((high, low)), _) => {
                decoded.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
                continue;
            }
            (None, b'+') if in_query => decoded.push(b' '),
            (None, other) => decoded.push(*other),
        }
        rest = after;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded() {
        let arn = "arn%3Aaws%3alambda:us-east-1:000000000000:function:f%3A%24LATEST";
        assert_eq!(
            percent_decoded(arn, false),
            "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST"
        );
        assert_eq!(percent_decoded("a+b%2B", true), "a b+");
        assert_eq!(percent_decoded("a+b", false), "a+b");
        for odd in ["%", "%4", "%zz", "100%"] {
            assert_eq!(percent_decoded(odd, false), odd);
        }
        assert_eq!(percent_decoded("%ff", false), "\u{fffd}");
    }
}
