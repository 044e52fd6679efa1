//! A successful call and everything known about it.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::certainty::{Attempt, DidRun, Operation};
use crate::function_name::FunctionName;
use crate::log::{CallSite, LogLocation, LogTail, Report};
use crate::observe::CallOutcome;
use crate::transport::InvokeResponse;

/// What [`Call::send`](crate::Call::send) returns: the function's result, and what Lambda reported about the call.
///
/// `Debug` does not print the value, the payload or the log.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Call, CallError, Error};
///
/// async fn total(call: Call<Result<u64, Error>>) -> Result<u64, CallError<Error>> {
///     let response = call.tail_log().send().await?;
///     println!("version {:?}", response.executed_version());
///     if let Some(report) = response.report() {
///         println!("took {:?}", report.duration());
///     }
///     Ok(response.into_value())
/// }
/// ```
pub struct Response<T> {
    value: T,
    details: Box<ResponseDetails>,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, details: Box<ResponseDetails>) -> Self {
        Response { value, details }
    }

    /// Returns the function's result; `()` for events and dry runs.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the function's result by value.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the function's result, and the response without it.
    pub fn into_parts(self) -> (T, Response<()>) {
        let details = self.details;
        (self.value, Response { value: (), details })
    }

    /// Converts the result and keeps everything else.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: convert(self.value),
            details: self.details,
        }
    }

    /// Returns the bytes of the function's result.
    pub fn raw(&self) -> &Bytes {
        &self.details.response.payload
    }

    /// Returns the HTTP status: 200, 202 for an accepted event, 204 for a dry run that passed.
    pub fn status(&self) -> u16 {
        self.details.response.status
    }

    /// Returns Lambda's ID of the last request of the call (`x-amzn-requestid`), the one that succeeded.
    pub fn request_id(&self) -> Option<&str> {
        self.attempts().last().and_then(Attempt::request_id)
    }

    /// Returns Lambda's IDs of all requests of the call, oldest first.
    pub fn request_ids(&self) -> impl Iterator<Item = &str> {
        self.attempts().iter().filter_map(Attempt::request_id)
    }

    /// Returns the version that ran: a number or `$LATEST`, also if an alias was called (`X-Amz-Executed-Version`). `None` for
    /// events and dry runs.
    pub fn executed_version(&self) -> Option<&str> {
        self.details.response.executed_version.as_deref()
    }

    /// Returns the history of the call, oldest attempt first; the last one succeeded.
    pub fn attempts(&self) -> &[Attempt] {
        &self.details.attempts
    }

    /// Returns the end of the function's log, if the call asked for it with `tail_log` and Lambda sent it.
    pub fn log(&self) -> Option<&LogTail> {
        self.details.log.as_ref()
    }

    /// Returns what Lambda measured, from the log; `None` without `tail_log`.
    pub fn report(&self) -> Option<Report> {
        self.log().and_then(LogTail::report)
    }

    /// Returns where CloudWatch Logs keeps the function's log of the call, with a query for it and a link to the console. `None` if the
    /// region is not known, for dry runs, and for [`LocalLambda`](crate::LocalLambda), whose logs are in this process.
    pub fn log_location(&self) -> Option<LogLocation> {
        let details = &self.details;
        LogLocation::of_call(
            &details.site,
            &details.target.function,
            details.operation,
            details.did_run(),
            &details.attempts,
        )
    }
}

/// Everything known about a successful call besides its value.
pub(crate) struct ResponseDetails {
    response: InvokeResponse,
    log: Option<LogTail>,
    attempts: Vec<Attempt>,
    target: Arc<FunctionName>,
    operation: Operation,
    site: CallSite,
}

impl ResponseDetails {
    /// Decodes the log once, so that the text is not kept in both forms.
    pub(crate) fn new(
        mut response: InvokeResponse,
        attempts: Vec<Attempt>,
        target: Arc<FunctionName>,
        operation: Operation,
        site: CallSite,
    ) -> ResponseDetails {
        let log = response.log_result.take();
        ResponseDetails {
            response,
            log: log.as_deref().and_then(LogTail::decode),
            attempts,
            target,
            operation,
            site,
        }
    }

    /// Returns whether the function ran, in any attempt.
    pub(crate) fn did_run(&self) -> DidRun {
        let attempts = self.attempts.iter().map(Attempt::did_run);
        // A call that has succeeded has made an attempt.
        attempts.max().unwrap_or(DidRun::No)
    }

    /// Returns the history of the call.
    #[cfg(feature = "fan-out")]
    pub(crate) fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// Returns what Lambda measured.
    #[cfg(feature = "fan-out")]
    pub(crate) fn report(&self) -> Option<Report> {
        self.log.as_ref().and_then(LogTail::report)
    }

    /// Returns what observers may know of the response.
    pub(crate) fn outcome(&self) -> CallOutcome<'_> {
        CallOutcome::Success {
            attempts: &self.attempts,
            executed_version: self.response.executed_version.as_deref(),
            log: self.log.as_ref(),
        }
    }
}

impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("response", &self.details.response)
            .field("log", &self.details.log)
            .field("attempts", &self.details.attempts)
            .finish_non_exhaustive()
    }
}
