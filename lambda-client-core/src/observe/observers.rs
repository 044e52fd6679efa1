//! The observers of a `Lambda` or `Machines`.

use std::any::Any;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use crate::observe::Observer;
#[cfg(feature = "opentelemetry")]
use crate::observe::OpenTelemetryMetrics;
use crate::observe::delivery::Delivery;
use crate::observe::event::Event;
#[cfg(feature = "metrics")]
use crate::observe::metrics::{self, Metrics};
use crate::unwind;

/// The observers of one handle to Lambda or Step Functions, in the order in which they were added.
#[derive(Default)]
pub(crate) struct Observers {
    /// Those of this library, which only record a number: they are told in the task of the call.
    own: Vec<Arc<dyn Observer>>,
    /// All others. How long they take is nobody's concern but their own.
    added: Vec<Arc<dyn Observer>>,
    delivery: OnceLock<Arc<Delivery>>,
    calls: AtomicU64,
    #[cfg(feature = "metrics")]
    metrics: Arc<Metrics>,
}

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Observer) {
        match is_own(&observer) {
            true => self.own.push(Arc::new(observer)),
            false => self.added.push(Arc::new(observer)),
        }
    }

    /// Returns those that observe a call which starts now.
    pub(super) fn of_call(&self) -> CallObservers {
        CallObservers {
            own: self.own.clone(),
            delivery: self.delivery().map(Arc::clone),
            #[cfg(feature = "metrics")]
            metrics: metrics::is_enabled().then(|| {
                self.metrics.describe();
                Arc::clone(&self.metrics)
            }),
        }
    }

    fn delivery(&self) -> Option<&Arc<Delivery>> {
        let create = || Arc::new(Delivery::new(&self.added));
        (!self.added.is_empty()).then(|| self.delivery.get_or_init(create))
    }

    /// Returns the number of a call that is observed, from 1.
    pub(super) fn next_call(&self) -> u64 {
        self.calls.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Waits until everything that has happened so far has been reported.
    pub(crate) fn flush(&self) -> impl Future<Output = ()> + Send + use<> {
        let flush = self.delivery.get().map(|delivery| delivery.flush());
        async move {
            if let Some(flush) = flush {
                flush.await;
            }
        }
    }
}

/// Returns whether an observer is one of this library, which takes next to no time and never waits. Whoever flushes a provider of
/// OpenTelemetry after a call expects the call in it.
#[cfg(feature = "opentelemetry")]
fn is_own(observer: &dyn Any) -> bool {
    observer.is::<OpenTelemetryMetrics>() || observer.is::<Arc<OpenTelemetryMetrics>>()
}

/// This library has no observers without the feature `opentelemetry`.
#[cfg(not(feature = "opentelemetry"))]
fn is_own(_: &dyn Any) -> bool {
    false
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observers")
            .field("len", &(self.own.len() + self.added.len()))
            .finish()
    }
}

/// The observers of a call.
pub(super) struct CallObservers {
    own: Vec<Arc<dyn Observer>>,
    /// Absent if there are no others.
    delivery: Option<Arc<Delivery>>,
    /// Absent if nobody recorded metrics when the call started.
    #[cfg(feature = "metrics")]
    metrics: Option<Arc<Metrics>>,
}

impl CallObservers {
    pub(super) fn is_empty(&self) -> bool {
        #[cfg(feature = "metrics")]
        if self.metrics.is_some() {
            return false;
        }
        self.own.is_empty() && self.delivery.is_none()
    }

    /// Tells each observer, or has it told.
    pub(super) fn tell(&self, event: Event) {
        for observer in &self.own {
            tell(&**observer, &event);
        }
        // A recorder is like any other observer, but its labels and its thread are those of the call.
        #[cfg(feature = "metrics")]
        if let Some(metrics) = &self.metrics {
            tell(&**metrics, &event);
        }
        if let Some(delivery) = &self.delivery {
            delivery.send(event);
        }
    }
}

/// Tells an observer. A panic ends neither the call nor what other observers are told.
pub(super) fn tell(observer: &dyn Observer, event: &Event) {
    unwind::contain(|| event.tell(observer));
}
