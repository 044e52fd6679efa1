//! The responses of an Express machine.

use std::fmt;
use std::time::Duration;

use crate::certainty::Attempt;

/// The output of an Express execution, with what is known about it.
///
/// `Debug` does not print the output.
#[derive(Clone)]
pub struct ExpressResponse<T> {
    pub(super) value: T,
    pub(super) execution_arn: String,
    pub(super) billed_duration: Option<Duration>,
    pub(super) billed_memory_mb: Option<u64>,
    pub(super) attempts: Vec<Attempt>,
}

impl<T> ExpressResponse<T> {
    /// Returns the output.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the output.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the ARN of the execution.
    pub fn execution_arn(&self) -> &str {
        &self.execution_arn
    }

    /// Returns the billed duration.
    pub fn billed_duration(&self) -> Option<Duration> {
        self.billed_duration
    }

    /// Returns the billed memory, in MB.
    pub fn billed_memory_mb(&self) -> Option<u64> {
        self.billed_memory_mb
    }

    /// Returns the history of the request, oldest attempt first.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }
}

impl<T> fmt::Debug for ExpressResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExpressResponse")
            .field("execution_arn", &self.execution_arn)
            .field("billed_duration", &self.billed_duration)
            .field("billed_memory_mb", &self.billed_memory_mb)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// An execution of an Express machine that was started. It may run twice.
#[derive(Clone, Debug)]
pub struct ExpressStarted {
    pub(super) execution_arn: String,
    pub(super) attempts: Vec<Attempt>,
}

impl ExpressStarted {
    /// Returns the ARN of the execution. Express executions cannot be described.
    pub fn execution_arn(&self) -> &str {
        &self.execution_arn
    }

    /// Returns the history of the start, oldest attempt first.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }
}
