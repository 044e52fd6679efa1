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
    idle: Mutex<HashMap<Key, Vec<Idle<B>>>>,
    is_swept: AtomicBool,
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
            idle: Mutex::new(HashMap::new()),
            is_swept: AtomicBool::new(false),
        }
    }

    /// Takes the connection that was used last: the others grow old, and are closed after a burst.
    pub(crate) fn take(&self, key: &Key) -> Option<Connection<B>> {
        let mut idle = self.idle();
        let waiting = idle.get_mut(key)?;
        let newest = waiting.pop();
        // If the newest one is too old, all are.
        match newest.filter(|newest| !newest.since.is_long_ago()) {
            Some(newest) => Some(newest.connection),
            None => {
                idle.remove(key);
                None
            }
        }
    }

    fn idle(&self) -> MutexGuard<'_, HashMap<Key, Vec<Idle<B>>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut idle = self.idle();
        idle.retain(|_, waiting| {
            waiting.retain(|waiting| {
                let mut cx = Context::from_waker(Waker::noop());
                !waiting.since.is_long_ago() && waiting.connection.is_usable(&mut cx)
            });
            !waiting.is_empty()
        });
        !idle.is_empty()
    }

    /// Puts a connection back, and sees to it that it is closed in time.
    pub(crate) fn put(self: &Arc<Self>, key: Key, connection: Connection<B>) {
        let since = Since::now();
        self.idle()
            .entry(key)
            .or_default()
            .push(Idle { connection, since });
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
