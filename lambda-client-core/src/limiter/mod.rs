//! Limits how many attempts of a function run at a time, by what Lambda throttles.

mod acquire;
#[cfg(feature = "metrics")]
mod gauges;
mod holder;
mod item;
mod limit;
mod long_runs;
mod pause;
mod sent_at;
mod signal;
mod state;

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use crate::certainty::Retryability;
use crate::clock::Clock;
use crate::error::Error;
use crate::transport::SendProgress;

use self::acquire::Acquire;
pub(crate) use self::acquire::Applicant;
#[cfg(feature = "metrics")]
use self::gauges::Gauges;
use self::holder::Holder;
pub(crate) use self::item::{Item, ItemFuture};
use self::sent_at::SentAt;
pub(crate) use self::signal::{Refusal, Signal, Verdict};
use self::state::State;

/// Limits how many attempts of one function run at a time, and learns from throttled attempts how many may.
///
/// All fan-outs of one [`Lambda`](crate::Lambda) and its clones share one limiter for each function. The name, a partial ARN and the ARN
/// lead to the same limiter, with any version or alias. Functions of the same name in another account or region have their own; a bare name
/// stands for the one that was named first. Beyond 1,024 functions, a limiter that nobody holds or uses is forgotten.
///
#[doc = include_str!("curve.svg")]
///
/// The picture is drawn by the example `limiter_curve`.
///
/// # Rules
///
/// - **Start**: the limit is ten, and doubles in every round trip until Lambda throttles an attempt.
/// - **Throttled**: the limit falls to 0.9 times the attempts that are still running, once for all attempts that were sent before. The
///   attempt gives its place to another one, and is made again as soon as a place is free, before anything that has not started. It
///   uses up neither the attempts of the call nor its retry budget.
/// - **Growth**: after that, each success adds a share of one, so that the limit grows by about one in a round trip; more slowly where
///   the last attempt was throttled, and by doubling again once it is a quarter above. It grows only while at least half of it is used.
/// - **Long runs**: what has been running for 0.6 seconds since it was sent has been admitted, and counts like a success. If nothing has started for five
///   seconds although somebody waits, one attempt more than the limit is made, then after ten seconds, and so on up to a minute.
/// - **Bounds**: the limit is never below one. A second without an attempt adds one, up to where an attempt was throttled; after
///   thirty seconds the limit doubles again.
/// - **Rates**: if Lambda throttles a *rate* (`FunctionInvocationRateLimitExceeded` and its kin, and anything about events), nothing
///   starts for its `Retry-After`, from 0.1 seconds to a minute, or for 0.1 seconds that double up to two. The limit does not shrink, since
///   fewer attempts at a time would not help, but it does not double any more.
/// - **No capacity**: if an attempt is throttled with nothing else running, the next one starts after such a pause. If none succeeds, calls
///   of a fan-out fail as [throttled](Error::is_throttled), without having run: after five seconds if a reservation is used up that has not
///   admitted anything before, since it may be zero, otherwise after a minute. From then on, all that would have to wait fail at once, and
///   one attempt a second finds out whether the function admits again. A success lets calls wait again, as does a second in which
///   nobody calls. [`stop_on_failure`](crate::fan_out::FanOut::stop_on_failure) leaves the remaining items where they are.
///
/// # What it does not see
///
/// Calls outside of a fan-out, those that a fan-out's closure moves to another task, and those of a fan-out with a set
/// [`concurrency`](crate::fan_out::FanOut::concurrency) are neither limited nor observed. Other processes that use the same function are
/// noticed by what Lambda throttles.
///
/// An attempt that waits before it is sent, for credentials or a connection, is not taken for a long run if the transport
/// [reports](crate::transport::InvokeRequest::report) its progress, as the transports of this library do, or reads the payload just before
/// it sends. In a loop written by hand, an attempt counts as sent once it has its permit.
///
/// An item that waits for its limiter holds back the inputs after it, also those for other functions: use a fan-out for
/// each function. The permits of a fan-out that nobody polls stay taken.
///
/// # Figures
///
/// Against 20 slots of 50 ms, 5,000 items take 1.08 times the time in which every slot is always used, and 0.8 % of the attempts are
/// throttled; starting at 200, 1.08 and 4.3 %. With 20 slots that become 100 it is 1.16 times the ideal time, with 100 that become 10 it is
/// 1.22. Two fan-outs share a function within 1 % (`tests/fan_out/capacity.rs`).
///
/// # Loops written by hand
///
/// Loops that do not use [`fan_out`](crate::fan_out::fan_out()) acquire a permit for each attempt. In a fan-out, calls do so themselves. If its
/// closure acquires a permit all the same, the calls of the item to this function are limited by that permit alone while it is held.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Lambda, RetryConfig};
/// use tokio::task::JoinSet;
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
/// #     }
/// # }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// # let lambda = Lambda::new(Echo);
/// let limiter = lambda.limiter("resize");
/// let mut calls = JoinSet::new();
/// for item in 1..=100 {
///     let permit = limiter.acquire().await;
///     let call = lambda.call("resize").json::<u32>(&item);
///     calls.spawn(async move {
///         // Retries inside of the call would keep the permit while they wait.
///         let result = call.retry(RetryConfig::new().max_attempts(1)).await;
///         permit.observe(result.as_ref().err());
///         result
///     });
/// }
/// let results = calls.join_all().await;
/// assert_eq!(results.into_iter().flatten().sum::<u32>(), 5050);
/// assert!(limiter.limit() > 10);
/// # }
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
        Acquire::new(self.clone(), Applicant::Code).await
    }

    /// Waits until another attempt of a call may run, unless every attempt has been throttled for a long time.
    pub(crate) async fn admit(&self, applicant: Applicant) -> Result<Permit, Refusal> {
        let mut acquire = Acquire::new(self.clone(), applicant);
        poll_fn(|cx| {
            if let Poll::Ready(permit) = Pin::new(&mut acquire).poll(cx) {
                return Poll::Ready(Ok(permit));
            }
            let now = self.clock.now();
            match self.shared.with(|state| state.refuse(now)) {
                Some(refusal) => Poll::Ready(Err(refusal)),
                None => Poll::Pending,
            }
        })
        .await
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
    /// Learns when a call sends the attempt.
    sent_at: Option<Arc<SentAt>>,
    /// The item of a fan-out that has acquired the permit itself.
    _holder: Option<Holder>,
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

    /// Returns the progress of the attempt, by which the limiter learns when it is sent.
    pub(crate) fn progress(&self) -> SendProgress {
        match &self.sent_at {
            Some(sent_at) => SendProgress::with_listener(Arc::clone(sent_at) as _),
            None => SendProgress::new(),
        }
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
