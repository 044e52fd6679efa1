//! Boxed futures, and a race between two futures.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

/// A boxed future that can be sent between threads; what object-safe traits return in place of an `async fn`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Boxes a large future without copying it.
///
/// `Box::pin` makes the future on the stack, allocates, and then copies all of its bytes, most of which are not yet in use. With the
/// allocation first, the compiler makes the future in its place.
macro_rules! boxed {
    ($future:expr) => {{
        let place = Box::new_uninit();
        let future = Box::write(place, $future);
        Box::into_pin(future)
    }};
}

pub(crate) use boxed;

/// Returns the output of the first future, or that of the second as an error if it is ready earlier. If both are ready, the
/// first one wins.
pub(crate) async fn race<A: Future, B: Future>(
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

/// Returns the output of a future, or what it panicked with.
#[cfg(feature = "aws-sdk")]
pub(crate) async fn catch_panic<F: Future>(future: F) -> std::thread::Result<F::Output> {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    let mut future = pin!(future);
    poll_fn(|cx| {
        // After a panic the future is not polled again.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
            Ok(polled) => polled.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

/// Returns the output of a future, or `None` if it panics with these words. Other panics go on.
///
/// For what a dependency only says by a panic.
#[cfg(feature = "aws-sdk")]
pub(crate) async fn unless_panics_with<F: Future>(words: &str, future: F) -> Option<F::Output> {
    match catch_panic(future).await {
        Ok(output) => Some(output),
        Err(panic) if says(&*panic, words) => None,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

#[cfg(feature = "aws-sdk")]
fn says(panic: &(dyn std::any::Any + Send), words: &str) -> bool {
    crate::unwind::text(panic).is_some_and(|said| said.contains(words))
}

#[cfg(all(test, feature = "aws-sdk"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_known_panic_is_caught() {
        assert_eq!(unless_panics_with("known", async { 7 }).await, Some(7));
        let known = async { panic!("a known {}", "mistake") };
        assert_eq!(
            unless_panics_with::<std::future::Ready<()>>("", std::future::ready(())).await,
            Some(())
        );
        assert_eq!(unless_panics_with("known", known).await, None::<()>);
        let other = tokio::spawn(unless_panics_with("known", async { panic!("other") }));
        assert!(other.await.unwrap_err().is_panic());
    }
}
