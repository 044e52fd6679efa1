//! The attempt that the running code is part of.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::transport::SendProgress;

thread_local! {
    /// The progress of the attempt that is being polled on this thread.
    static CURRENT: Cell<Option<SendProgress>> = const { Cell::new(None) };
}

/// Returns the progress of the attempt that this code is part of.
pub(super) fn current() -> Option<SendProgress> {
    let current = CURRENT.try_with(|current| {
        let progress = current.take();
        current.set(progress.clone());
        progress
    });
    // While a thread ends, nothing is polled on it.
    current.ok().flatten()
}

/// The future of an attempt, whose progress is the current one while the future is polled or dropped.
///
/// Every call enters it, so it moves the progress back and forth instead of cloning it as a task-local of tokio does.
pub(super) struct Scope<F> {
    /// That of the attempt, or the outer one while the attempt is polled.
    progress: Option<SendProgress>,
    /// Absent once the attempt has ended.
    attempt: Option<F>,
}

impl<F> Scope<F> {
    /// Starts the attempt in its own scope.
    pub(super) fn new(progress: SendProgress, attempt: impl FnOnce() -> F) -> Self {
        let mut progress = Some(progress);
        let entered = Entered::new(&mut progress);
        let attempt = Some(attempt());
        drop(entered);
        Scope { progress, attempt }
    }
}

impl<F: Future + Unpin> Future for Scope<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let Scope { progress, attempt } = &mut *self;
        let _entered = Entered::new(progress);
        let Some(running) = attempt else {
            return Poll::Pending;
        };
        let polled = Pin::new(running).poll(cx);
        if polled.is_ready() {
            *attempt = None;
        }
        polled
    }
}

// The future may hold something that makes a request when it is dropped.
impl<F> Drop for Scope<F> {
    fn drop(&mut self) {
        if self.attempt.is_some() {
            let _entered = Entered::new(&mut self.progress);
            self.attempt = None;
        }
    }
}

/// The time in which the progress is the current one.
struct Entered<'a> {
    /// Holds the outer progress meanwhile.
    progress: &'a mut Option<SendProgress>,
}

impl<'a> Entered<'a> {
    fn new(progress: &'a mut Option<SendProgress>) -> Self {
        swap(progress);
        Entered { progress }
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        swap(self.progress);
    }
}

fn swap(progress: &mut Option<SendProgress>) {
    // Without the thread's storage, requests that are built anew have their own progress.
    let _ = CURRENT.try_with(|current| *progress = current.replace(progress.take()));
}

#[cfg(test)]
mod tests {
    use std::future::{Pending, Ready, poll_fn, ready};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;
    use crate::transport::{InvokeRequest, SendStage};

    /// Makes a request anew and sends it.
    fn send() {
        InvokeRequest::new("f", "{}".into()).report(SendStage::Sending);
    }

    fn was_sent(progress: &SendProgress) -> bool {
        progress.stage() == Some(SendStage::Sending)
    }

    #[tokio::test]
    async fn a_request_that_is_made_anew_belongs_to_the_attempt() {
        let (sync, polled) = (SendProgress::new(), SendProgress::new());
        let started = sync.scope(|| {
            send();
            ready(())
        });
        assert!(was_sent(&sync));
        started.await;

        let mut is_first = true;
        let attempt = poll_fn(|cx| {
            if std::mem::take(&mut is_first) {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            send();
            Poll::Ready(())
        });
        polled.scope(|| attempt).await;
        assert!(was_sent(&polled));
        assert!(current().is_none(), "the attempt has ended");
    }

    #[tokio::test]
    async fn an_attempt_inside_of_another_one_is_apart() {
        let (outer, inner) = (SendProgress::new(), SendProgress::new());
        let attempt = Box::pin(async {
            inner
                .scope(|| {
                    send();
                    ready(())
                })
                .await;
            assert!(was_sent(&inner) && !was_sent(&outer));
            send();
        });
        outer.scope(|| attempt).await;
        assert!(was_sent(&outer));
    }

    struct SendsWhenDropped;

    impl Drop for SendsWhenDropped {
        fn drop(&mut self) {
            send();
        }
    }

    #[tokio::test]
    async fn what_an_attempt_drops_is_part_of_it() {
        let (ended, cancelled) = (SendProgress::new(), SendProgress::new());
        let guard = SendsWhenDropped;
        ended.scope(|| Box::pin(async move { drop(guard) })).await;
        assert!(was_sent(&ended));

        let guard = SendsWhenDropped;
        let never: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
            let _guard = guard;
            std::future::pending().await
        });
        drop(cancelled.scope(|| never));
        assert!(was_sent(&cancelled));
        assert!(current().is_none());
    }

    #[test]
    fn a_panic_ends_the_scope() {
        let progress = SendProgress::new();
        let started = catch_unwind(AssertUnwindSafe(|| {
            drop(progress.scope(|| -> Pending<()> { panic!("an attempt that cannot start") }));
        }));
        assert!(started.is_err());
        assert!(current().is_none());
        drop(progress.scope(|| -> Ready<()> { ready(()) }));
        assert!(current().is_none());
    }
}
