//! A clock that a test advances by hand.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::future::BoxFuture;

/// A clock that stands still until it is advanced. Clones are the same clock.
///
/// Use it for tests in which something else runs in real time, such as a local endpoint with clients in other processes. If
/// everything runs in one runtime, tokio's paused time is simpler.
///
/// ```
/// use std::time::Duration;
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::clock::{Clock, ManualClock};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let clock = ManualClock::new();
/// let lunch = tokio::spawn(clock.sleep(Duration::from_secs(3600)));
/// tokio::task::yield_now().await;
/// clock.advance(Duration::from_secs(3600));
/// lunch.await.unwrap();
/// # }
/// ```
#[derive(Clone)]
pub struct ManualClock {
    state: Arc<Mutex<State>>,
}

struct State {
    now: Instant,
    /// The wakers of all sleeps, by the time at which they end and by their number.
    sleepers: BTreeMap<(Instant, u64), Waker>,
    next: u64,
}

impl ManualClock {
    /// Creates a clock that stands still at the current time.
    pub fn new() -> ManualClock {
        ManualClock {
            state: Arc::new(Mutex::new(State {
                now: Instant::now(),
                sleepers: BTreeMap::new(),
                next: 0,
            })),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Advances the clock and wakes every sleep that is due. The woken tasks run when their runtime polls them next; a sleep
    /// that starts afterwards starts at the new time.
    pub fn advance(&self, duration: Duration) {
        let due = {
            let mut state = self.lock();
            if let Some(now) = state.now.checked_add(duration) {
                state.now = now;
            }
            let later = (state.now, u64::MAX);
            let rest = state.sleepers.split_off(&later);
            std::mem::replace(&mut state.sleepers, rest)
        };
        for waker in due.into_values() {
            waker.wake();
        }
    }

    /// Returns how many sleeps are pending, so that a test can wait for a sleep before it advances the clock.
    pub fn sleepers(&self) -> usize {
        self.lock().sleepers.len()
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        ManualClock::new()
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManualClock")
            .field("sleepers", &self.sleepers())
            .finish_non_exhaustive()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        self.lock().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut state = self.lock();
        state.next += 1;
        Box::pin(Sleep {
            // A time that `Instant` cannot represent never comes.
            until: state.now.checked_add(duration),
            number: state.next,
            clock: self.clone(),
        })
    }
}

struct Sleep {
    clock: ManualClock,
    until: Option<Instant>,
    number: u64,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Some(until) = self.until else {
            return Poll::Pending;
        };
        let mut state = self.clock.lock();
        if state.now >= until {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        state.sleepers.insert((until, self.number), waker);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(until) = self.until {
            self.clock.lock().sleepers.remove(&(until, self.number));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poll(sleep: &mut BoxFuture<'static, ()>) -> bool {
        let mut cx = Context::from_waker(Waker::noop());
        sleep.as_mut().poll(&mut cx).is_ready()
    }

    #[test]
    fn a_sleep_ends_when_its_time_has_passed() {
        let clock = ManualClock::new();
        let (mut short, mut long) = (
            clock.sleep(Duration::from_secs(1)),
            clock.sleep(Duration::from_secs(2)),
        );
        assert!(!poll(&mut short) && !poll(&mut long));
        assert_eq!(clock.sleepers(), 2);
        clock.advance(Duration::from_secs(1));
        assert!(poll(&mut short) && !poll(&mut long));
        clock.advance(Duration::from_secs(1));
        assert!(poll(&mut long));
        assert_eq!(clock.sleepers(), 0);
    }

    #[test]
    fn a_dropped_sleep_is_forgotten() {
        let clock = ManualClock::new();
        let mut sleep = clock.sleep(Duration::from_secs(1));
        assert!(!poll(&mut sleep));
        drop(sleep);
        assert_eq!(clock.sleepers(), 0);
    }

    #[test]
    fn an_endless_sleep_does_not_overflow() {
        let clock = ManualClock::new();
        let mut sleep = clock.sleep(Duration::MAX);
        clock.advance(Duration::MAX);
        assert!(!poll(&mut sleep));
    }
}
