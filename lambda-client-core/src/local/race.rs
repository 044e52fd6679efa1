//! Two futures, one winner.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// The output of the first future, or as an error that of the second if it was there earlier. An output that is there wins over
/// one that is there at the same time.
pub(super) async fn race<A: Future, B: Future>(
    first: A,
    second: B,
) -> Result<A::Output, B::Output> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    poll_fn(|cx| {
        if let Poll::Ready(output) = first.as_mut().poll(cx) {
            return Poll::Ready(Ok(output));
        }
        second.as_mut().poll(cx).map(Err)
    })
    .await
}
