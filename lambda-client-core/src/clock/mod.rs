//! Time and chance, both replaceable, so that retries can be tested without waiting and without luck.

mod manual;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::future::BoxFuture;

pub use self::manual::ManualClock;

/// Where a client takes the time from, and how it waits.
pub trait Clock: Send + Sync + Debug + 'static {
    /// The present moment.
    fn now(&self) -> Instant;

    /// A future that is ready once `duration` has passed on this clock.
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

/// Tokio's clock: real time, or virtual time where tokio's time is paused (`tokio::time::pause`).
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

/// The randomness of the delays between attempts.
pub trait Jitter: Send + Sync + Debug + 'static {
    /// A number from 0 up to, but not including, 1.
    fn next(&self) -> f64;
}

/// Uniform randomness, seeded by the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct FullJitter;

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

impl Jitter for FullJitter {
    fn next(&self) -> f64 {
        fastrand::f64()
    }
}
