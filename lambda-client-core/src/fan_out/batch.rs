//! All results of a fan-out.

use std::fmt;

use crate::certainty::DidRun;
use crate::fan_out::{Done, Failed, Summary};

/// All results of a fan-out, by the index of their input.
///
/// `Debug` prints the summary only.
#[must_use = "a batch may contain failures, which are not reported elsewhere"]
pub struct Batch<I, T, E> {
    results: Vec<Result<T, Failed<I, E>>>,
    summary: Summary,
}

impl<I, T, E> Batch<I, T, E> {
    /// Sorts the items. All inputs up to the last one that was started are among them.
    pub(super) fn new(mut items: Vec<Done<I, T, E>>, summary: Summary) -> Self {
        items.sort_unstable_by_key(|item| item.index);
        let results = items.into_iter().map(|item| {
            let Done {
                index,
                input,
                result,
                ..
            } = item;
            result.map_err(|error| Failed {
                index,
                input,
                error,
            })
        });
        Batch {
            results: results.collect(),
            summary,
        }
    }

    /// Returns the results in the order of the inputs, for every input that was started.
    pub fn results(&self) -> &[Result<T, Failed<I, E>>] {
        &self.results
    }

    /// Returns the results by value, in the order of the inputs.
    pub fn into_results(self) -> Vec<Result<T, Failed<I, E>>> {
        self.results
    }

    /// Returns the values of the items that succeeded, in the order of the inputs.
    pub fn succeeded(&self) -> impl Iterator<Item = &T> {
        self.results
            .iter()
            .filter_map(|result| result.as_ref().ok())
    }

    /// Returns the items that failed, in the order of the inputs.
    pub fn failed(&self) -> impl Iterator<Item = &Failed<I, E>> {
        self.results
            .iter()
            .filter_map(|result| result.as_ref().err())
    }

    /// Returns the failed items for which the function may have run: do not submit them again blindly.
    pub fn unknown(&self) -> impl Iterator<Item = &Failed<I, E>> {
        self.failed()
            .filter(|failed| failed.error.did_run() == DidRun::Unknown)
    }

    /// Returns the failed items for which the function certainly did not run: they may be submitted again.
    pub fn not_run(&self) -> impl Iterator<Item = &Failed<I, E>> {
        self.failed()
            .filter(|failed| failed.error.did_run() <= DidRun::InitOnly)
    }

    /// Returns whether every input was started and succeeded.
    pub fn is_success(&self) -> bool {
        self.summary.failed == 0 && self.summary.stopped.is_none()
    }

    /// Returns the figures of the fan-out.
    pub fn summary(&self) -> Summary {
        self.summary
    }
}

impl<I, T, E> fmt::Debug for Batch<I, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}
