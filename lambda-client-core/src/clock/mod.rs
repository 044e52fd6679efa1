//! Time and randomness, both replaceable, so that tests of retries are fast and deterministic.

mod manual;
mod tokio_clock;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::error::Error;
use crate::future::BoxFuture;

pub use self::manual::ManualClock;
pub use self::tokio_clock::TokioClock;
#[cfg(feature = "local")]
pub(crate) use self::tokio_clock::current_runtime;

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

    /// Returns the future of [`sleep`](Clock::sleep), unless this clock cannot wait here. The default can wait anywhere.
    ///
    /// # Errors
    ///
    /// Returns an error of kind [`Configuration`](crate::ErrorKind::Configuration) that says what the clock needs. A call that has a
    /// timeout fails with it before anything is sent.
    fn try_sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, Error> {
        Ok(self.sleep(duration))
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }

    fn try_sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, Error> {
        (**self).try_sleep(duration)
    }
}

impl<C: Clock + ?Sized> Clock for Box<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }

    fn try_sleep(&self, duration: Duration) -> Result<BoxFuture<'static, ()>, Error> {
        (**self).try_sleep(duration)
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
