//! Work that is done once, although the function runs several times.

mod memory;

use std::error::Error as StdError;
use std::time::Duration;

use lambda_client::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use memory::MemoryStore;

/// The longest time that Lambda lets a function run (AWS: "Lambda quotas").
const LONGEST_RUN: Duration = Duration::from_secs(900);

/// For clocks that differ.
const CLOCK_MARGIN: Duration = Duration::from_secs(1);

/// Remembers under a key that work was begun, and later its response.
///
/// [`MemoryStore`] is for one process. On Lambda, every environment has its own memory, so a real store is a table. In DynamoDB each
/// method is one conditional write, and that makes it correct under concurrency:
///
/// | Method | Write | Condition |
/// |---|---|---|
/// | `begin` | `PutItem` with a random token, `lease_until` and no response | `attribute_not_exists(id) OR expires_at < :now OR (attribute_not_exists(response) AND lease_until < :now)` |
/// | `finish` | `UpdateItem` that sets the response and `expires_at` | `token = :token` |
/// | `abandon` | `DeleteItem` | `token = :token` |
///
/// With `ReturnValuesOnConditionCheckFailure = ALL_OLD`, a `begin` that is refused gets the item that is there: without a response the
/// work is in progress, otherwise it is done. `expires_at` is the table's TTL attribute, which deletes items some time *after* they have
/// expired; the condition must therefore compare it, too.
pub trait Store: Send + Sync {
    /// Begins the work under this key, unless it was begun before.
    ///
    /// The lease is how long others leave it to this run. Whoever begins after that takes the work over.
    fn begin(
        &self,
        key: &str,
        lease: Duration,
    ) -> impl Future<Output = Result<Begun, StoreError>> + Send;

    /// Stores the response of work that this run began.
    fn finish(
        &self,
        key: &str,
        token: Token,
        response: String,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Forgets work that this run began and that failed, so that a retry need not wait for the end of the lease.
    fn abandon(
        &self,
        key: &str,
        token: Token,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// What a store says about a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The work is to be done by the caller.
    Ours(Token),
    /// Another run is at work, and its lease has not ended.
    InProgress,
    /// The work is done. This is its response.
    Done(String),
}

/// Proves that a run has begun the work and that nobody has taken it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token(u64);

/// The error of a [`Store`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The lease has ended, and another run has taken the work over.
    #[error("another run has taken the work over")]
    LeaseLost,
    /// The store cannot be reached.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn StdError + Send + Sync>),
}

/// The error of [`once`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OnceError<E> {
    /// Another run is at work. Its response will be there later.
    #[error("another run is at work")]
    InProgress,
    /// The work failed. Nothing is stored, so that a retry does it again.
    #[error(transparent)]
    Work(E),
    /// The store failed. If it did so after the work, a retry does the work again once the lease has ended.
    #[error(transparent)]
    Store(StoreError),
    /// The response cannot be stored, or does not have the type of the stored one.
    #[error("the response cannot be converted")]
    Response(#[source] serde_json::Error),
}

/// Does the work unless it was done before under this key, and returns its response, now or from the store.
///
/// The future is not polled if there is nothing to do. What it does must still be safe to do twice: a run that dies between its work and
/// the note about it leaves no trace of the work, and is taken over when its [`lease`] has ended. So pass the key on to whatever the
/// work calls, or do both in one transaction.
///
/// # Errors
///
/// Returns an error if the work fails, if another run is at work, or if the store fails.
pub async fn once<T, E>(
    store: &impl Store,
    key: &str,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, OnceError<E>>
where
    T: Serialize + DeserializeOwned,
{
    let begun = store.begin(key, lease()).await;
    let token = match begun.map_err(OnceError::Store)? {
        Begun::Ours(token) => token,
        Begun::InProgress => return Err(OnceError::InProgress),
        Begun::Done(response) => {
            return serde_json::from_str(&response).map_err(OnceError::Response);
        }
    };
    match work.await {
        Ok(response) => {
            let json = serde_json::to_string(&response).map_err(OnceError::Response)?;
            let finished = store.finish(key, token, json).await;
            finished.map_err(OnceError::Store)?;
            Ok(response)
        }
        Err(error) => {
            // If this fails, the lease ends on its own.
            let _ = store.abandon(key, token).await;
            Err(OnceError::Work(error))
        }
    }
}

/// Returns how long the run that this code is part of can last: then Lambda has ended it, and another run can take its work over.
pub fn lease() -> Duration {
    let remaining = Context::current().map(|context| context.remaining_time());
    remaining.unwrap_or(LONGEST_RUN).min(LONGEST_RUN) + CLOCK_MARGIN
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    #[tokio::test]
    async fn work_that_is_done_is_not_done_again() {
        let store = MemoryStore::new(DAY);
        let runs = AtomicU32::new(0);
        for _ in 0..2 {
            let work = async { Ok::<_, Infallible>(runs.fetch_add(1, Ordering::Relaxed)) };
            assert_eq!(once(&store, "a", work).await.unwrap(), 0);
        }
        assert_eq!(runs.into_inner(), 1);
    }

    #[tokio::test]
    async fn work_that_failed_is_done_again_at_once() {
        let store = MemoryStore::new(DAY);
        let failed = once(&store, "a", async { Err::<u32, _>("no") }).await;
        assert!(matches!(failed, Err(OnceError::Work("no"))));
        let done = once(&store, "a", async { Ok::<_, &str>(7) }).await;
        assert_eq!(done.unwrap(), 7);
    }

    #[tokio::test(start_paused = true)]
    async fn a_run_that_was_cut_off_is_taken_over_after_its_lease() {
        let store = Arc::new(MemoryStore::new(DAY));
        let stuck = tokio::spawn({
            let store = Arc::clone(&store);
            async move {
                once(
                    &*store,
                    "a",
                    std::future::pending::<Result<u32, Infallible>>(),
                )
                .await
            }
        });
        tokio::time::sleep(Duration::from_secs(5)).await;
        stuck.abort();
        let work = || async { Ok::<_, Infallible>(7) };
        let early = once(&*store, "a", work()).await;
        assert!(matches!(early, Err(OnceError::InProgress)), "{early:?}");
        tokio::time::sleep(lease()).await;
        assert_eq!(once(&*store, "a", work()).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn outside_of_a_function_a_lease_is_the_longest_run() {
        assert_eq!(lease(), Duration::from_secs(901));
    }
}
