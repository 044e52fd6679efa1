//! Time and randomness, both replaceable, so that tests of retries are fast and deterministic.

mod manual;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::future::BoxFuture;

pub use self::manual::ManualClock;

/// A source of time: tells the time and waits.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::{Duration, Instant};
/// use lambda_client::{clock::{Clock, TokioClock}, transport::BoxFuture};
///
/// /// Waits half as long as it is told to.
/// #[derive(Debug)]
/// struct Impatient;
///
/// impl Clock for Impatient {
///     fn now(&self) -> Instant {
///         TokioClock.now()
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
///         TokioClock.sleep(duration / 2)
///     }
/// }
/// ```
pub trait Clock: Send + Sync + Debug + 'static {
    /// Returns the current time.
    fn now(&self) -> Instant;

    /// Returns a future that completes once `duration` has passed on this clock.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }
}

impl<C: Clock + ?Sized> Clock for Box<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }
}

/// Tokio's clock: real time, or virtual time while tokio's time is paused (`tokio::time::pause`).
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A source of randomness for the delays between attempts.
pub trait Jitter: Send + Sync + Debug + 'static {
    /// Returns a number from 0 up to, but not including, 1.
    fn next(&self) -> f64;
}

impl<J: Jitter + ?Sized> Jitter for Arc<J> {
    fn next(&self) -> f64 {
        (**self).next()
    }
}

impl<J: Jitter + ?Sized> Jitter for Box<J> {
    fn next(&self) -> f64 {
        (**self).next()
    }
}

/// A uniform distribution, seeded by the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct FullJitter;

impl Jitter for FullJitter {
    fn next(&self) -> f64 {
        fastrand::f64()
    }
}
