//! The tokio runtime in which functions run and endpoints listen.

use std::future::{Future, poll_fn};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crate::clock::{Clock, TokioClock, current_runtime};
use crate::error::Error;

/// Returns an error unless functions can run here: in a tokio runtime, which needs a timer if `clock` does.
pub(crate) fn check(clock: &dyn Clock) -> Result<(), Error> {
    current_runtime()?;
    clock.try_sleep(Duration::ZERO).map(drop)
}

/// Opens a socket, or returns an error if this is not a tokio runtime with a timer and I/O.
pub(crate) async fn open<T>(socket: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    let unsupported =
        |message: &str| io::Error::new(io::ErrorKind::Unsupported, message.to_owned());
    check(&TokioClock).map_err(|error| unsupported(error.message().unwrap_or_default()))?;
    let mut socket = pin!(socket);
    // Tokio does not tell whether a runtime has I/O; to use it is the only way to find out.
    poll_fn(|cx| {
        catch_unwind(AssertUnwindSafe(|| socket.as_mut().poll(cx))).unwrap_or_else(|_| {
            let message =
                "the tokio runtime has no I/O; build it with `enable_all()` or `enable_io()`";
            Poll::Ready(Err(unsupported(message)))
        })
    })
    .await
}
