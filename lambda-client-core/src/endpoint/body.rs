//! The body of a response.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::Response;
use hyper::body::{Body, Frame, SizeHint};

use crate::endpoint::activity::Activity;
use crate::endpoint::body_budget::BodyBudget;

/// A response with its head.
pub(crate) type HttpResponse = Response<ResponseBody>;

/// A complete body, or one that breaks the connection before its end.
#[derive(Debug)]
pub(crate) struct ResponseBody {
    rest: Bytes,
    /// The number of announced bytes that are never sent.
    missing: usize,
    /// Whether the connection has had the opportunity to send `rest` before it breaks.
    flushed: bool,
    /// Where to note that hyper has taken all of it.
    activity: Option<Arc<Activity>>,
    /// Whether the bytes count as used.
    is_held: bool,
}

impl ResponseBody {
    pub(crate) fn whole(bytes: Bytes) -> ResponseBody {
        ResponseBody {
            rest: bytes,
            missing: 0,
            flushed: false,
            activity: None,
            is_held: false,
        }
    }

    /// Notes that these bytes count as used already.
    pub(crate) fn held(mut self) -> ResponseBody {
        self.is_held = true;
        self
    }

    /// Counts the bytes until they are written. Returns `false` if they exceed the endpoint's memory limit.
    pub(super) fn hold(&mut self, bodies: &Arc<BodyBudget>) -> bool {
        if !self.is_held {
            match bodies.reservation().hold(std::mem::take(&mut self.rest)) {
                Some(held) => self.rest = held,
                None => return false,
            }
        }
        true
    }

    /// Notes the end of the body there.
    pub(super) fn note_end(&mut self, activity: Arc<Activity>) {
        self.activity = Some(activity);
    }

    /// Creates a body that announces its full length and breaks the connection after this many bytes.
    pub(crate) fn cut_off(mut bytes: Bytes, after: usize) -> ResponseBody {
        let missing = bytes.len().saturating_sub(after);
        bytes.truncate(after);
        ResponseBody {
            rest: bytes,
            missing,
            flushed: false,
            activity: None,
            is_held: false,
        }
    }
}

impl Drop for ResponseBody {
    fn drop(&mut self) {
        if let Some(activity) = &self.activity {
            activity.body_ended();
        }
    }
}

/// The error that makes hyper break the connection.
#[derive(Debug)]
pub(crate) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the connection is broken on purpose, by an injected fault or a client that is gone",
        )
    }
}

impl std::error::Error for Broken {}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let rest = std::mem::take(&mut self.rest);
        Poll::Ready(match (rest.is_empty(), self.missing) {
            (false, _) => Some(Ok(Frame::data(rest))),
            (true, 0) => None,
            (true, _) if self.flushed => Some(Err(Broken)),
            (true, _) => {
                self.flushed = true;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.missing == 0
    }

    fn size_hint(&self) -> SizeHint {
        let bytes = self.rest.len().saturating_add(self.missing);
        SizeHint::with_exact(u64::try_from(bytes).unwrap_or(u64::MAX))
    }
}
