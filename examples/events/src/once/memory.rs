//! A store in the memory of one process.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::{Begun, Store, StoreError, Token};

/// A [`Store`] for tests and for functions that run in one process. Its time is that of tokio, which tests can pause.
#[derive(Debug)]
pub struct MemoryStore {
    expiry: Duration,
    entries: Mutex<Entries>,
}

#[derive(Debug, Default)]
struct Entries {
    by_key: HashMap<String, Entry>,
    tokens: u64,
}

#[derive(Debug)]
struct Entry {
    token: Token,
    /// `None` while the work is in progress.
    response: Option<String>,
    /// The end of the lease, or the time from which on the response is forgotten.
    until: Instant,
}

impl MemoryStore {
    /// Creates a store that forgets a response after this time.
    ///
    /// Choose more than the time in which the same key can come back: Lambda keeps an event for up to 6 hours, and an SQS queue a
    /// message for up to 14 days.
    pub fn new(expiry: Duration) -> MemoryStore {
        MemoryStore {
            expiry,
            entries: Mutex::default(),
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    /// Returns the entry of work that this token began.
    fn begun_by(&mut self, key: &str, token: Token) -> Result<&mut Entry, StoreError> {
        let entry = self
            .by_key
            .get_mut(key)
            .filter(|entry| entry.token == token);
        entry.ok_or(StoreError::LeaseLost)
    }
}

impl Store for MemoryStore {
    async fn begin(&self, key: &str, lease: Duration) -> Result<Begun, StoreError> {
        let mut entries = self.entries();
        let now = Instant::now();
        entries.by_key.retain(|_, entry| entry.until > now);
        if let Some(entry) = entries.by_key.get(key) {
            return Ok(match &entry.response {
                Some(response) => Begun::Done(response.clone()),
                None => Begun::InProgress,
            });
        }
        entries.tokens += 1;
        let token = Token(entries.tokens);
        let entry = Entry {
            token,
            response: None,
            until: now + lease,
        };
        entries.by_key.insert(key.to_owned(), entry);
        Ok(Begun::Ours(token))
    }

    async fn finish(&self, key: &str, token: Token, response: String) -> Result<(), StoreError> {
        let mut entries = self.entries();
        let entry = entries.begun_by(key, token)?;
        entry.response = Some(response);
        entry.until = Instant::now() + self.expiry;
        Ok(())
    }

    async fn abandon(&self, key: &str, token: Token) -> Result<(), StoreError> {
        let mut entries = self.entries();
        entries.begun_by(key, token)?;
        entries.by_key.remove(key);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const LEASE: Duration = Duration::from_secs(3);
    const HOUR: Duration = Duration::from_secs(3600);

    async fn token(store: &MemoryStore) -> Token {
        match store.begin("a", LEASE).await.unwrap() {
            Begun::Ours(token) => token,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn of_many_that_begin_at_once_one_gets_the_work() {
        let store = Arc::new(MemoryStore::new(HOUR));
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let store = Arc::clone(&store);
                tokio::spawn(async move { store.begin("a", HOUR).await.unwrap() })
            })
            .collect();
        let mut ours = 0;
        for task in tasks {
            match task.await.unwrap() {
                Begun::Ours(_) => ours += 1,
                begun => assert_eq!(begun, Begun::InProgress),
            }
        }
        assert_eq!(ours, 1);
    }

    #[tokio::test(start_paused = true)]
    async fn the_response_is_there_until_it_expires() {
        let store = MemoryStore::new(HOUR);
        let first = token(&store).await;
        assert_eq!(store.begin("a", LEASE).await.unwrap(), Begun::InProgress);
        store.finish("a", first, "7".to_owned()).await.unwrap();
        tokio::time::advance(HOUR - LEASE).await;
        let done = Begun::Done("7".to_owned());
        assert_eq!(store.begin("a", LEASE).await.unwrap(), done);
        tokio::time::advance(LEASE).await;
        assert_ne!(token(&store).await, first);
    }

    #[tokio::test(start_paused = true)]
    async fn a_run_whose_work_was_taken_over_can_neither_finish_nor_abandon_it() {
        let store = MemoryStore::new(HOUR);
        let first = token(&store).await;
        tokio::time::advance(LEASE).await;
        let second = token(&store).await;
        let late = store.finish("a", first, "1".to_owned()).await;
        assert!(matches!(late, Err(StoreError::LeaseLost)));
        let late = store.abandon("a", first).await;
        assert!(matches!(late, Err(StoreError::LeaseLost)));
        store.finish("a", second, "2".to_owned()).await.unwrap();
        let done = Begun::Done("2".to_owned());
        assert_eq!(store.begin("a", LEASE).await.unwrap(), done);
    }

    #[tokio::test]
    async fn abandoned_work_can_be_begun_at_once() {
        let store = MemoryStore::new(HOUR);
        let first = token(&store).await;
        store.abandon("a", first).await.unwrap();
        assert_ne!(token(&store).await, first);
    }
}
