//! The store behind a recorder.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::local::recorder::bounded_list::BoundedList;
use crate::local::recorder::entries::{RecordedRequest, RecordedRun};

/// The latest requests and runs; see [`BoundedList`] for how many.
#[derive(Debug, Default)]
pub(in crate::local) struct History {
    requests: Mutex<BoundedList<RecordedRequest>>,
    runs: Mutex<BoundedList<RecordedRun>>,
}

impl History {
    pub(super) fn requests(&self) -> MutexGuard<'_, BoundedList<RecordedRequest>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn runs(&self) -> MutexGuard<'_, BoundedList<RecordedRun>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request and returns its number.
    pub(in crate::local) fn request(&self, request: RecordedRequest) -> u64 {
        let texts = [
            Some(&request.function),
            request.qualifier.as_ref(),
            request.client_context.as_ref(),
            request.tenant_id.as_ref(),
        ];
        let text: usize = texts.into_iter().flatten().map(String::len).sum();
        let bytes = request.payload.len() + text;
        self.requests().push(request, bytes)
    }

    /// Adds the response to the request of this number, unless that is already forgotten.
    pub(in crate::local) fn responded(
        &self,
        number: u64,
        status: Option<u16>,
        code: Option<String>,
    ) {
        if let Some(request) = self.requests().get_mut(number) {
            request.status = status;
            request.code = code;
        }
    }

    /// Adds a run and returns its number.
    pub(in crate::local) fn run_started(&self, run: RecordedRun) -> u64 {
        self.runs().push(run, 0)
    }

    /// Adds the outcome to the run of this number, unless that is already forgotten.
    pub(in crate::local) fn run_ended(
        &self,
        number: u64,
        duration: Duration,
        error_type: Option<String>,
    ) {
        if let Some(run) = self.runs().get_mut(number) {
            run.duration = Some(duration);
            run.error_type = error_type;
        }
    }
}
