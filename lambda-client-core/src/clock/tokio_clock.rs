//! The clock of the tokio runtime that polls a call.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::time::{Instant as TokioInstant, Sleep, sleep};

use crate::clock::Clock;
use crate::error::Error;
use crate::future::BoxFuture;

const NO_RUNTIME: &str = "there is no tokio runtime here; await the call within one, such as `#[tokio::main]`, `#[tokio::test]` or \
     `Runtime::block_on`";

const NO_TIMER: &str =
    "the tokio runtime has no timer; build it with `enable_all()` or `enable_time()`";

/// Tokio's clock: real time, or virtual time while tokio's time is paused (`tokio::time::pause`).
///
/// A call needs a tokio runtime with a timer only if it waits: if it has a timeout or a deadline, or before a retry. A timed call
/// without one fails before anything is sent, and a retry without one is not made.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        TokioInstant::now().into_std()
    }

    /// # Panics
    ///
    /// Panics outside of a tokio runtime with a timer. [`try_sleep`](Clock::try_sleep) returns an error instead.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(sleep(duration))
    }

    fn try_sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, Error> {
        current_runtime()?;
        // Tokio does not tell whether a runtime has a timer; to use it is the only way to find out.
        match catch_unwind(|| sleep(duration)) {
            Ok(sleep) => Ok(Box::pin(Timer(Box::pin(sleep)))),
            Err(_) => Err(Error::configuration(NO_TIMER)),
        }
    }
}

/// Returns the runtime that polls this call.
pub(crate) fn current_runtime() -> Result<Handle, Error> {
    Handle::try_current().map_err(|_| Error::configuration(NO_RUNTIME))
}

/// A sleep that ends, instead of panicking, when its runtime has ended.
struct Timer(Pin<Box<Sleep>>);

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let sleep = self.0.as_mut();
        catch_unwind(AssertUnwindSafe(|| sleep.poll(cx))).unwrap_or(Poll::Ready(()))
    }
}
