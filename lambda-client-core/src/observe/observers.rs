//! The observers of a `Lambda`.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::observe::Observer;

/// The observers of a [`Lambda`](crate::Lambda), in the order in which they were added.
#[derive(Clone, Default)]
pub(crate) struct Observers(Vec<Arc<dyn Observer>>);

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Observer) {
        self.0.push(Arc::new(observer));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells each observer. A panic ends neither the call nor what the other observers are told.
    pub(super) fn tell(&self, event: impl Fn(&dyn Observer)) {
        for observer in &self.0 {
            // The panic hook has reported it. What the observer left half done concerns only the observer.
            let _ = catch_unwind(AssertUnwindSafe(|| event(&**observer)));
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observers")
            .field("len", &self.0.len())
            .finish()
    }
}
