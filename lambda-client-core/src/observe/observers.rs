//! The observers of a `Lambda`.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::observe::Observer;
#[cfg(feature = "metrics")]
use crate::observe::metrics::{self, Metrics};

/// The observers of a [`Lambda`](crate::Lambda), in the order in which they were added.
#[derive(Clone, Default)]
pub(crate) struct Observers {
    added: Vec<Arc<dyn Observer>>,
    #[cfg(feature = "metrics")]
    metrics: Arc<Metrics>,
}

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Observer) {
        self.added.push(Arc::new(observer));
    }

    /// Returns those that observe a call which starts now.
    pub(super) fn of_call(&self) -> CallObservers {
        CallObservers {
            added: self.added.clone(),
            #[cfg(feature = "metrics")]
            metrics: metrics::is_enabled().then(|| {
                self.metrics.describe();
                Arc::clone(&self.metrics)
            }),
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observers")
            .field("len", &self.added.len())
            .finish()
    }
}

/// The observers of a call.
pub(super) struct CallObservers {
    added: Vec<Arc<dyn Observer>>,
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
        self.added.is_empty()
    }

    /// Tells each observer. A panic ends neither the call nor what the other observers are told.
    pub(super) fn tell(&self, event: impl Fn(&dyn Observer)) {
        let tell = |observer: &dyn Observer| {
            // The panic hook has reported it. What the observer left half done concerns only the observer.
            let _ = catch_unwind(AssertUnwindSafe(|| event(observer)));
        };
        for observer in &self.added {
            tell(&**observer);
        }
        // A recorder is like any other observer.
        #[cfg(feature = "metrics")]
        if let Some(metrics) = &self.metrics {
            tell(&**metrics);
        }
    }
}
