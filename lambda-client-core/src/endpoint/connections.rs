//! The open connections of an endpoint.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::timeout;

use crate::endpoint::activity::Activity;

/// How long to wait for a connection to end before another look at which could be closed.
const RECHECK: Duration = Duration::from_millis(100);

/// A limited number of connections. The one whose client has been quiet for the longest time makes room for a new one.
#[derive(Debug)]
pub(super) struct Connections {
    max: usize,
    open: Mutex<Open>,
    count: watch::Sender<usize>,
}

#[derive(Debug, Default)]
struct Open {
    next_number: u64,
    entries: BTreeMap<u64, Entry>,
}

#[derive(Debug)]
struct Entry {
    activity: Arc<Activity>,
    /// `None` until the task has been spawned, and again once it has been aborted.
    task: Option<AbortHandle>,
}

/// The place of one connection, until this is dropped.
struct Place {
    connections: Arc<Connections>,
    number: u64,
}

impl Connections {
    pub(super) fn new(max: usize) -> Connections {
        Connections {
            max,
            open: Mutex::default(),
            count: watch::Sender::new(0),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room for one more connection, and closes a quiet one if that helps.
    pub(super) async fn room(&self) {
        while self.lock().entries.len() >= self.max {
            self.close_quietest().await;
        }
    }

    /// Closes the connection whose client has been quiet for the longest time, unless all are busy. Waits for a moment until it,
    /// or any other one, has ended.
    pub(super) async fn close_quietest(&self) {
        let mut count = self.count.subscribe();
        let quietest = {
            let mut open = self.lock();
            let tasks = open
                .entries
                .values_mut()
                .filter(|entry| entry.task.is_some());
            let closable =
                tasks.filter_map(|entry| Some((entry.activity.closable_since()?, entry)));
            let quietest = closable.min_by_key(|(since, _)| *since);
            quietest.and_then(|(_, entry)| entry.task.take())
        };
        if let Some(task) = quietest {
            task.abort();
        }
        let _ = timeout(RECHECK, count.changed()).await;
    }

    /// Serves a connection in its own task.
    pub(super) fn spawn(
        self: &Arc<Self>,
        activity: Arc<Activity>,
        serving: impl Future<Output = ()> + Send + 'static,
    ) {
        let number = {
            let mut open = self.lock();
            let number = open.next_number;
            open.next_number += 1;
            let task = None;
            open.entries.insert(number, Entry { activity, task });
            self.count.send_replace(open.entries.len());
            number
        };
        let place = Place {
            connections: Arc::clone(self),
            number,
        };
        let task = tokio::spawn(async move {
            serving.await;
            drop(place);
        });
        if let Some(entry) = self.lock().entries.get_mut(&number) {
            entry.task = Some(task.abort_handle());
        }
    }

    /// Waits until all connections have ended.
    pub(super) async fn ended(&self) {
        let _ = self.count.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Ends all connections at once.
    pub(super) fn abort(&self) {
        for entry in self.lock().entries.values_mut() {
            if let Some(task) = entry.task.take() {
                task.abort();
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.connections.lock();
        open.entries.remove(&self.number);
        self.connections.count.send_replace(open.entries.len());
    }
}
