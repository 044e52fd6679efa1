//! Connections that wait for their next request.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Waker};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use hyper::body::Body;
use tokio::runtime::{self, Handle};

use crate::http::connection::Connection;
use crate::http::route::Route;
use crate::http::turns::Turns;

/// How long a connection may be idle. Below 60 seconds, after which load balancers commonly close it.
const MAX_IDLE: Duration = Duration::from_secs(50);

/// Which requests a connection can carry. A socket is woken by the runtime that opened it, so no other one can use it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) route: Route,
    pub(crate) runtime: runtime::Id,
}

/// Connections that wait for their next request.
pub(crate) struct Pool<B: Body + 'static> {
    origins: Mutex<HashMap<Key, Origin<B>>>,
    is_swept: AtomicBool,
}

/// What is kept for one server, and one runtime.
struct Origin<B: Body + 'static> {
    idle: Vec<Idle<B>>,
    turns: Arc<Turns>,
}

impl<B: Body + 'static> Origin<B> {
    fn new() -> Self {
        Origin {
            idle: Vec::new(),
            turns: Arc::new(Turns::new()),
        }
    }
}

struct Idle<B: Body + 'static> {
    connection: Connection<B>,
    since: Since,
}

/// A moment by both clocks: one of them stands still while a virtual machine is paused, the other one can be set.
struct Since(Instant, SystemTime);

impl Since {
    fn now() -> Self {
        Since(Instant::now(), SystemTime::now())
    }

    fn is_long_ago(&self) -> bool {
        self.0.elapsed() > MAX_IDLE || self.1.elapsed().is_ok_and(|idle| idle > MAX_IDLE)
    }
}

impl<B: Body + 'static> Pool<B> {
    pub(crate) fn new() -> Self {
        Pool {
            origins: Mutex::new(HashMap::new()),
            is_swept: AtomicBool::new(false),
        }
    }

    /// Takes the connection that was used last: the others grow old, and are closed after a burst.
    pub(crate) fn take(&self, key: &Key) -> Option<Connection<B>> {
        let mut origins = self.origins();
        let origin = origins.get_mut(key)?;
        let newest = origin.idle.pop()?;
        if newest.since.is_long_ago() {
            // The others are older.
            origin.idle.clear();
            return None;
        }
        Some(newest.connection)
    }

    pub(crate) fn turns(&self, key: &Key) -> Arc<Turns> {
        let mut origins = self.origins();
        let origin = origins.entry(key.clone()).or_insert_with(Origin::new);
        origin.turns.clone()
    }

    fn origins(&self) -> MutexGuard<'_, HashMap<Key, Origin<B>>> {
        self.origins.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<B> Pool<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
    Connection<B>: Send,
{
    /// Closes the connections that are too old, that the other side has closed, or whose runtime has ended. Returns whether others
    /// wait.
    fn sweep(&self) -> bool {
        let mut origins = self.origins();
        origins.retain(|_, origin| {
            origin.idle.retain(|idle| {
                let mut cx = Context::from_waker(Waker::noop());
                !idle.since.is_long_ago() && idle.connection.is_usable(&mut cx)
            });
            // Requests that wait for their turn have it, too.
            !origin.idle.is_empty() || Arc::strong_count(&origin.turns) > 1
        });
        !origins.is_empty()
    }

    /// Puts a connection back, and sees to it that it is closed in time.
    pub(crate) fn put(self: &Arc<Self>, key: Key, connection: Connection<B>) {
        let since = Since::now();
        let mut origins = self.origins();
        let origin = origins.entry(key).or_insert_with(Origin::new);
        origin.idle.push(Idle { connection, since });
        origin.turns.note_freed();
        drop(origins);
        if let Ok(runtime) = Handle::try_current()
            && !self.is_swept.swap(true, Ordering::AcqRel)
        {
            let sweeping = Sweeping(Arc::downgrade(self));
            runtime.spawn(async move {
                while sweeping.0.upgrade().is_some_and(|pool| pool.sweep()) {
                    tokio::time::sleep(MAX_IDLE / 2).await;
                }
            });
        }
    }
}

/// Sweeping ends with the runtime that does it; the next connection starts it again in another one.
struct Sweeping<B: Body + 'static>(Weak<Pool<B>>);

impl<B: Body + 'static> Drop for Sweeping<B> {
    fn drop(&mut self) {
        if let Some(pool) = self.0.upgrade() {
            pool.is_swept.store(false, Ordering::Release);
        }
    }
}
