//! Connections that wait for their next request.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::hash::{Hash, Hasher};
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

/// How often old connections are closed.
const SWEEP_EVERY: Duration = Duration::from_secs(25);

/// Which requests a connection can carry. A socket is woken by the runtime that opened it, so no other one can use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) route: Route,
    pub(crate) runtime: runtime::Id,
}

/// There are few servers, and fewer with names of the same length: to compare two of them takes less time than to hash a name, byte by
/// byte because its case does not count.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.runtime.hash(state);
        state.write_usize(self.route.authority.as_str().len());
    }
}

/// Connections that wait for their next request.
pub(crate) struct Pool<B: Body + 'static> {
    state: Mutex<State<B>>,
}

struct State<B: Body + 'static> {
    origins: HashMap<Key, Origin<B>>,
    sweeper: Option<Sweeper>,
    /// How many tasks have swept so far.
    sweepers: u64,
}

/// The task that closes old connections.
struct Sweeper {
    number: u64,
    /// When it last did so. A runtime that is no longer driven keeps its tasks and does not run them.
    last: Instant,
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
            state: Mutex::new(State {
                origins: HashMap::new(),
                sweeper: None,
                sweepers: 0,
            }),
        }
    }

    /// Takes the connection that was used last: the others grow old, and are closed after a burst.
    pub(crate) fn take(&self, key: &Key) -> Option<Connection<B>> {
        let mut state = self.state();
        let origin = state.origins.get_mut(key)?;
        let newest = origin.idle.pop()?;
        if newest.since.is_long_ago() {
            // The others are older.
            origin.idle.clear();
            return None;
        }
        Some(newest.connection)
    }

    pub(crate) fn turns(&self, key: &Key) -> Arc<Turns> {
        let mut state = self.state();
        let origin = state.origins.entry(key.clone());
        origin.or_insert_with(Origin::new).turns.clone()
    }

    fn state(&self) -> MutexGuard<'_, State<B>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<B> Pool<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
    Connection<B>: Send,
{
    /// Closes the connections that are too old, that the other side has closed, or whose runtime has ended. Returns whether this
    /// sweeper is to go on: others wait, and it has not been replaced.
    fn sweep(&self, number: u64) -> bool {
        let mut state = self.state();
        let State {
            origins, sweeper, ..
        } = &mut *state;
        let Some(current) = sweeper.as_mut().filter(|current| current.number == number) else {
            return false;
        };
        current.last = Instant::now();
        origins.retain(|_, origin| {
            origin.idle.retain(|idle| {
                let mut cx = Context::from_waker(Waker::noop());
                !idle.since.is_long_ago() && idle.connection.is_usable(&mut cx)
            });
            // Requests that wait for their turn have it, too.
            !origin.idle.is_empty() || Arc::strong_count(&origin.turns) > 1
        });
        if origins.is_empty() {
            // Under the same lock: whoever puts a connection back from now on sees that nobody sweeps.
            *sweeper = None;
        }
        sweeper.is_some()
    }

    /// Puts a connection back, and sees to it that it is closed in time.
    pub(crate) fn put(self: &Arc<Self>, key: Key, connection: Connection<B>) {
        let since = Since::now();
        let runtime = Handle::try_current().ok();
        let mut state = self.state();
        let origin = state.origins.entry(key).or_insert_with(Origin::new);
        let now = since.0;
        origin.idle.push(Idle { connection, since });
        origin.turns.note_freed();
        let Some((runtime, number)) = runtime.zip(state.next_sweeper(now)) else {
            return;
        };
        drop(state);
        let sweeping = Sweeping {
            pool: Arc::downgrade(self),
            number,
        };
        runtime.spawn(async move {
            // Not at once: between two calls, all connections may be in use for a moment.
            loop {
                tokio::time::sleep(SWEEP_EVERY).await;
                if !sweeping.sweep() {
                    break;
                }
            }
        });
    }
}

impl<B: Body + 'static> State<B> {
    /// Returns the number of a new sweeper if nobody sweeps, or nobody has for too long.
    fn next_sweeper(&mut self, now: Instant) -> Option<u64> {
        let sweeper = self.sweeper.as_ref();
        if sweeper.is_some_and(|sweeper| now.saturating_duration_since(sweeper.last) <= MAX_IDLE) {
            return None;
        }
        self.sweepers += 1;
        self.sweeper = Some(Sweeper {
            number: self.sweepers,
            last: now,
        });
        Some(self.sweepers)
    }
}

/// Sweeping ends with the runtime that does it; the next connection starts it again in another one.
struct Sweeping<B: Body + 'static> {
    pool: Weak<Pool<B>>,
    number: u64,
}

impl<B> Sweeping<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
    Connection<B>: Send,
{
    fn sweep(&self) -> bool {
        let pool = self.pool.upgrade();
        pool.is_some_and(|pool| pool.sweep(self.number))
    }
}

impl<B: Body + 'static> Drop for Sweeping<B> {
    fn drop(&mut self) {
        let Some(pool) = self.pool.upgrade() else {
            return;
        };
        let mut state = pool.state();
        let number = self.number;
        state.sweeper.take_if(|sweeper| sweeper.number == number);
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;
    use http::uri::Authority;

    use super::*;

    type TestPool = Pool<SdkBody>;

    fn sweeper(pool: &TestPool) -> Option<u64> {
        let state = pool.state();
        state.sweeper.as_ref().map(|sweeper| sweeper.number)
    }

    fn sweeping(pool: &Arc<TestPool>, now: Instant) -> Option<Sweeping<SdkBody>> {
        let number = pool.state().next_sweeper(now)?;
        let pool = Arc::downgrade(pool);
        Some(Sweeping { pool, number })
    }

    #[test]
    fn somebody_sweeps_as_long_as_there_is_something() {
        let pool = Arc::new(TestPool::new());
        let now = Instant::now();
        let first = sweeping(&pool, now).expect("nobody sweeps");
        assert!(sweeping(&pool, now).is_none(), "one is enough");
        assert!(!first.sweep(), "nothing is left");
        // It has not ended yet, and a connection comes back.
        let second = sweeping(&pool, now).expect("nobody sweeps any more");
        drop(first);
        assert_eq!(sweeper(&pool), Some(second.number));
        drop(second);
        assert_eq!(sweeper(&pool), None, "its runtime has ended");
    }

    fn key(authority: &'static str, runtime: runtime::Id) -> Key {
        let route = Route {
            is_tls: true,
            authority: Authority::from_static(authority),
            proxy: None,
        };
        Key { route, runtime }
    }

    #[tokio::test]
    async fn servers_whose_names_are_equally_long_are_kept_apart() {
        let runtime = Handle::current().id();
        let pool = TestPool::new();
        let one = pool.turns(&key("a.test:8443", runtime));
        let other = pool.turns(&key("b.test:8443", runtime));
        assert!(!Arc::ptr_eq(&one, &other));
        let same = pool.turns(&key("A.TEST:8443", runtime));
        assert!(Arc::ptr_eq(&one, &same), "case does not count");
        let port = pool.turns(&key("a.test:9443", runtime));
        assert!(!Arc::ptr_eq(&one, &port));
    }

    #[test]
    fn a_sweeper_that_is_not_driven_is_replaced() {
        let pool = Arc::new(TestPool::new());
        let now = Instant::now();
        let stopped = sweeping(&pool, now).expect("nobody sweeps");
        assert!(sweeping(&pool, now + SWEEP_EVERY).is_none(), "it is due");
        let later = now + MAX_IDLE + SWEEP_EVERY;
        let second = sweeping(&pool, later).expect("the first one has stopped");
        assert!(!stopped.sweep(), "it has been replaced");
        assert_eq!(sweeper(&pool), Some(second.number));
    }
}
