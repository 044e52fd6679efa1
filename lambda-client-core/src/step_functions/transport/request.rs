//! The request of one attempt.

use std::fmt;

use crate::step_functions::StatesOperation;
use crate::transport::{Reports, SendProgress, SendStage, TransportError};

/// The request of one attempt. Names and sizes have been checked.
///
/// `Debug` prints neither inputs nor outputs, causes or task tokens.
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to a transport"]
pub struct StatesRequest<'a> {
    operation: StatesOperation<'a>,
    reports: Reports,
}

impl<'a> StatesRequest<'a> {
    /// Creates a request. It belongs to the attempt that it is built in, if there is one.
    pub fn new(operation: StatesOperation<'a>) -> Self {
        StatesRequest::of_attempt(operation, &SendProgress::current())
    }

    pub(crate) fn of_attempt(operation: StatesOperation<'a>, progress: &SendProgress) -> Self {
        StatesRequest {
            operation,
            reports: Reports::new(progress),
        }
    }

    /// Sets what is asked for, and keeps everything else.
    pub fn with_operation(mut self, operation: StatesOperation<'a>) -> Self {
        self.operation = operation;
        self
    }

    /// Returns what is asked for, with its parameters.
    pub fn operation(&self) -> &StatesOperation<'a> {
        self.reports.note_read();
        &self.operation
    }

    /// Returns how far the attempt has got, with this request and its clones.
    pub fn progress(&self) -> &SendProgress {
        self.reports.progress()
    }

    /// Reports how far the request has got: see [`InvokeRequest::report`](crate::transport::InvokeRequest::report).
    pub fn report(&self, stage: SendStage) {
        self.reports.report(stage);
    }

    /// Reports the error that a transport is about to return for this request: see
    /// [`InvokeRequest::report_error`](crate::transport::InvokeRequest::report_error).
    pub fn report_error(&self, error: &TransportError) {
        self.reports.report_error(error);
    }

    #[cfg(feature = "aws-sdk")]
    pub(crate) fn reports(&self) -> &Reports {
        &self.reports
    }
}

impl fmt::Debug for StatesRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatesRequest")
            .field("operation", &self.operation)
            .field("progress", self.progress())
            .finish()
    }
}
