//! Limits how many attempts of a function run at a time, by what Lambda throttles.

mod acquire;
#[cfg(feature = "metrics")]
mod gauges;
mod item;
mod limit;
mod pause;
mod signal;
mod state;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use crate::certainty::Retryability;
use crate::clock::Clock;
use crate::error::Error;

use self::acquire::Acquire;
#[cfg(feature = "metrics")]
use self::gauges::Gauges;
pub(crate) use self::item::{Item, ItemFuture};
pub(crate) use self::signal::{Signal, Verdict};
use self::state::State;

/// Limits how many attempts of one function run at a time, and learns from throttled attempts how many may.
///
/// All fan-outs of one [`Lambda`](crate::Lambda) and its clones share one limiter for each function, whatever the spelling of its
/// name. It starts with ten attempts and doubles the limit in every round trip, until Lambda throttles an attempt. Then the limit falls to
/// 0.9 times the attempts that are still running, and grows by about one in every round trip. It grows only while at least half of it
/// is used, and never falls below one. A function that still runs after half a second has been admitted, which counts like a
/// success, so long runs do not slow the start down.
///
/// Throttling of a *rate* (`FunctionInvocationRateLimitExceeded` and its kin) pauses all attempts instead, for Lambda's `Retry-After`
/// if there is one: fewer attempts at a time would not help. If every attempt is throttled although nothing else is running,
/// as with a reserved concurrency of zero, calls fail: after five seconds if a reservation is used up that has not admitted anything
/// before, otherwise after a minute.
///
/// Loops that do not use [`fan_out`](crate::fan_out::fan_out) acquire a permit for each attempt:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Error, Lambda, RetryConfig};
///
/// # async fn example(lambda: Lambda, items: Vec<u32>) -> Result<(), Error> {
/// let limiter = lambda.limiter("resize");
/// for item in items {
///     let permit = limiter.acquire().await;
///     // Retries inside of the call would keep the permit while they wait.
///     let call = lambda.call("resize").json::<u32>(&item);
///     let result = call.retry(RetryConfig::new().max_attempts(1)).await;
///     permit.observe(result.as_ref().err());
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Limiter {
    shared: Arc<SharedState>,
    clock: Arc<dyn Clock>,
}

/// The state of a function's limiter.
#[derive(Debug)]
pub(crate) struct SharedState {
    state: Mutex<State>,
    #[cfg(feature = "metrics")]
    gauges: Gauges,
}

impl SharedState {
    /// Creates the state of the function with this name.
    pub(crate) fn new(function: &str) -> SharedState {
        #[cfg(not(feature = "metrics"))]
        let _ = function;
        SharedState {
            state: Mutex::default(),
            #[cfg(feature = "metrics")]
            gauges: Gauges::new(function),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads or changes the state, and wakes who may go on.
    fn with<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        let mut state = self.lock();
        #[cfg(feature = "metrics")]
        let before = state.levels();
        let result = change(&mut state);
        let woken = state.take_woken();
        #[cfg(feature = "metrics")]
        let is_changed = state.levels() != before;
        drop(state);
        woken.into_iter().for_each(Waker::wake);
        #[cfg(feature = "metrics")]
        if is_changed {
            self.gauges.show(|| self.lock().levels());
        }
        result
    }

    /// Returns whether somebody holds the state.
    pub(crate) fn is_in_use(self: &Arc<Self>) -> bool {
        Arc::strong_count(self) > 1
    }
}

impl Limiter {
    pub(crate) fn new(shared: &Arc<SharedState>, clock: &Arc<dyn Clock>) -> Limiter {
        Limiter {
            shared: Arc::clone(shared),
            clock: Arc::clone(clock),
        }
    }

    /// Returns how many attempts may run at a time now.
    pub fn limit(&self) -> usize {
        self.shared.with(|state| state.limit())
    }

    /// Returns how many attempts are running.
    pub fn in_flight(&self) -> usize {
        self.shared.with(|state| state.in_flight())
    }

    /// Sets the limit, for example to one that is known from an earlier process. Zero counts as one. The limiter goes on from there.
    pub fn set_limit(&self, limit: usize) {
        let now = self.clock.now();
        self.shared.with(|state| state.set_limit(limit, now));
    }

    /// Waits until another attempt may run. Dropping the permit without [observing](Permit::observe) the attempt frees its place, and
    /// the limiter learns nothing.
    pub async fn acquire(&self) -> Permit {
        self.admit(false).await
    }

    /// Waits until another attempt may run: a retry at the front of those who wait, anything else at the end.
    pub(crate) fn admit(&self, is_retry: bool) -> Acquire {
        Acquire::new(self.clone(), is_retry)
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter")
            .field("limit", &self.limit())
            .field("in_flight", &self.in_flight())
            .finish_non_exhaustive()
    }
}

/// Permission for one attempt.
#[derive(Debug)]
#[must_use = "dropping a permit frees its place"]
pub struct Permit {
    limiter: Limiter,
    /// Absent once the place has been freed.
    id: Option<u64>,
}

impl Permit {
    /// Frees the place and tells the limiter how the attempt ended: `None` for a success, otherwise the error. The details of a
    /// [`CallError`](crate::CallError) are such an error, too.
    pub fn observe(self, error: Option<&Error>) {
        let signal = match error {
            None => Signal::Admitted,
            Some(error) => {
                let retryability = error.is_throttled().then_some(Retryability::Throttled);
                Signal::of(
                    error.did_run(),
                    retryability,
                    error.throttle_reason(),
                    error.retry_after(),
                    error.operation(),
                )
            }
        };
        self.end(signal);
    }

    /// Frees the place; returns whether a throttled attempt should be made again.
    pub(crate) fn end(mut self, signal: Signal) -> Verdict {
        match self.id.take() {
            Some(id) => {
                let now = self.limiter.clock.now();
                self.limiter.shared.with(|state| state.end(id, signal, now))
            }
            None => Verdict::Wait,
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(id) = self.id.take() {
            let now = self.limiter.clock.now();
            self.limiter
                .shared
                .with(|state| state.end(id, Signal::Nothing, now));
        }
    }
}
