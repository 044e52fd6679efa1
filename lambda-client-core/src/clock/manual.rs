//! A clock that a test moves by hand.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::future::BoxFuture;

/// A clock that stands still until it is told how much time has passed. Clones are the same clock.
///
/// It is for tests in which something else goes on in real time, such as a local endpoint with clients in other processes;
/// where everything happens in one runtime, tokio's paused time is simpler.
///
/// ```
/// use std::time::Duration;
/// use lambda_client_core::clock::{Clock, ManualClock};
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
    /// Who waits, by the moment that is waited for and by a number of their own.
    sleepers: BTreeMap<(Instant, u64), Waker>,
    next: u64,
}

impl ManualClock {
    /// A clock that shows the present moment, and goes on showing it.
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

    /// Lets this much time pass, and wakes everybody whose moment has come. What they do then happens as soon as their runtime
    /// lets it; a sleep that begins after the jump begins at its end.
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

    /// How many sleeps wait for time to pass: a test may wait for the one that it is about to end.
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
            // A moment that no clock can show never comes.
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
    fn a_sleep_that_is_dropped_is_forgotten() {
        let clock = ManualClock::new();
        let mut sleep = clock.sleep(Duration::from_secs(1));
        assert!(!poll(&mut sleep));
        drop(sleep);
        assert_eq!(clock.sleepers(), 0);
    }

    #[test]
    fn endless_is_not_too_long() {
        let clock = ManualClock::new();
        let mut sleep = clock.sleep(Duration::MAX);
        clock.advance(Duration::MAX);
        assert!(!poll(&mut sleep));
    }
}
