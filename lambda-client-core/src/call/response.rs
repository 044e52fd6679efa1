//! A successful call and everything known about it.

use std::fmt;

use bytes::Bytes;

use crate::certainty::Attempt;
use crate::log::LogTail;
use crate::log::Report;
use crate::transport::InvokeResponse;

/// What [`Call::send`](crate::Call::send) gives: the function's answer, and what Lambda said beside it.
///
/// `Debug` does not print the value, the payload or the log.
pub struct Response<T> {
    value: T,
    answer: InvokeResponse,
    attempts: Vec<Attempt>,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, answer: InvokeResponse, attempts: Vec<Attempt>) -> Self {
        Response {
            value,
            answer,
            attempts,
        }
    }

    /// The function's answer; `()` for events and dry runs.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The function's answer, by value.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The bytes of the function's answer.
    pub fn raw(&self) -> &Bytes {
        &self.answer.payload
    }

    /// The HTTP status: 200, 202 for an accepted event, 204 for a dry run that passed.
    pub fn status(&self) -> u16 {
        self.answer.status
    }

    /// Lambda's id of the request that succeeded (`x-amzn-requestid`); empty if there was none.
    pub fn request_id(&self) -> &str {
        let last = self.attempts.last();
        last.and_then(Attempt::request_id).unwrap_or_default()
    }

    /// The version that ran: a number or `$LATEST`, also where an alias was called (`X-Amz-Executed-Version`). Empty for
    /// events and dry runs.
    pub fn executed_version(&self) -> &str {
        self.answer.executed_version.as_deref().unwrap_or_default()
    }

    /// The history of the call, oldest attempt first; the last one succeeded.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// The end of the function's log, where it was asked for (`tail_log`) and came.
    pub fn log(&self) -> Option<LogTail> {
        self.answer.log_result.as_deref().and_then(LogTail::decode)
    }

    /// What Lambda measured, from the log; empty without `tail_log`.
    pub fn report(&self) -> Option<Report> {
        self.log().and_then(|log| log.report())
    }
}

impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("answer", &self.answer)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
