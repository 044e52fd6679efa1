//! A successful call and everything known about it.

use std::fmt;

use bytes::Bytes;

use crate::call::details::ResponseDetails;
use crate::certainty::Attempt;
use crate::log::LogTail;
use crate::log::Report;

/// The result of [`Call::send`](crate::Call::send): the value that the function returned, and what Lambda reported about the
/// call.
///
/// `Debug` prints neither the value nor the payload nor the log.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # use lambda_client::{Error, Lambda};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         let response = InvokeResponse::new(200, r.payload().clone()).with_request_id("id-1").with_executed_version("7");
/// #         Box::pin(async move { Ok(response) })
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Error> {
/// # let lambda = Lambda::new(Echo);
/// let response = lambda.call("echo").json::<u32>(&42).send().await?;
/// assert_eq!(response.value(), &42);
/// assert_eq!(response.request_id(), "id-1");
/// assert_eq!(response.executed_version(), "7");
/// assert_eq!(response.attempts().len(), 1);
/// # Ok(()) }
/// ```
pub struct Response<T> {
    value: T,
    details: ResponseDetails,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, details: ResponseDetails) -> Self {
        Response { value, details }
    }

    /// Returns the value that the function returned; `()` for events and dry runs.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the value by value.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the bytes of the response.
    pub fn raw(&self) -> &Bytes {
        &self.details.response.payload
    }

    /// Returns the HTTP status: 200, 202 for a queued event, 204 for a dry run that passed.
    pub fn status(&self) -> u16 {
        self.details.response.status
    }

    /// Returns Lambda's ID of the request that succeeded (`x-amzn-requestid`), or an empty text if it is missing.
    pub fn request_id(&self) -> &str {
        let last = self.details.attempts.last();
        last.and_then(Attempt::request_id).unwrap_or_default()
    }

    /// Returns the version that ran: a number or `$LATEST`, also if an alias was called (`X-Amz-Executed-Version`). Empty for
    /// events and dry runs.
    pub fn executed_version(&self) -> &str {
        let version = &self.details.response.executed_version;
        version.as_deref().unwrap_or_default()
    }

    /// Returns the history of the call, oldest attempt first; the last one succeeded.
    pub fn attempts(&self) -> &[Attempt] {
        &self.details.attempts
    }

    /// Returns the end of the function's log if the call asked for it with [`tail_log`](crate::Call::tail_log). Decodes it
    /// anew each time.
    pub fn log(&self) -> Option<LogTail> {
        let log = self.details.response.log_result.as_deref();
        log.and_then(LogTail::decode)
    }

    /// Returns Lambda's measurements of the run, read from [`log`](Response::log).
    pub fn report(&self) -> Option<Report> {
        self.log().and_then(|log| log.report())
    }
}

impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("response", &self.details.response)
            .field("attempts", &self.details.attempts)
            .finish_non_exhaustive()
    }
}
