//! The body of an answer.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// All of an answer, or its beginning before the connection breaks.
pub(crate) struct AnswerBody {
    rest: Bytes,
    /// How many bytes the answer was meant to have beyond `rest`.
    missing: usize,
    /// Whether the connection has had a turn to send what there is before it breaks.
    flushed: bool,
}

impl AnswerBody {
    pub(crate) fn whole(bytes: Bytes) -> AnswerBody {
        AnswerBody {
            rest: bytes,
            missing: 0,
            flushed: false,
        }
    }

    /// An answer that announces its whole length and breaks off after this many bytes.
    pub(crate) fn cut_off(mut bytes: Bytes, after: usize) -> AnswerBody {
        let missing = bytes.len().saturating_sub(after);
        bytes.truncate(after);
        AnswerBody {
            rest: bytes,
            missing,
            flushed: false,
        }
    }
}

/// The connection breaks here, as was asked for.
#[derive(Debug)]
pub(crate) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection breaks here, as was asked for")
    }
}

impl std::error::Error for Broken {}

impl Body for AnswerBody {
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
