//! The limiter of a function as gauges, for the crate `metrics`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::observe::metrics;

/// Shows what a limiter allows. Changes come from all threads, and the last one is shown last.
#[derive(Debug)]
pub(super) struct Gauges {
    function: Arc<str>,
    /// The changes that have not been shown. Above zero, a thread is showing them.
    changes: AtomicUsize,
}

impl Gauges {
    pub(super) fn new(function: &str) -> Gauges {
        Gauges {
            function: Arc::from(function),
            changes: AtomicUsize::new(0),
        }
    }

    /// Shows a change, or leaves it to the thread that is showing earlier ones: no call waits for a recorder that another one uses.
    /// `levels` returns the limit, and what of it is used.
    pub(super) fn show(&self, levels: impl Fn() -> (usize, usize)) {
        if !metrics::is_enabled() || self.changes.fetch_add(1, Ordering::AcqRel) > 0 {
            return;
        }
        let mut shown = 1;
        loop {
            let (limit, in_use) = levels();
            metrics::show_concurrency(&self.function, limit, in_use);
            let exchanged =
                self.changes
                    .compare_exchange(shown, 0, Ordering::AcqRel, Ordering::Acquire);
            match exchanged {
                Ok(_) => return,
                Err(more) => shown = more,
            }
        }
    }
}
