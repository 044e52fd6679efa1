//! Everything known about a call besides its typed result.

use crate::certainty::Attempt;
use crate::error::Error;
use crate::log::LogTail;
use crate::transport::InvokeResponse;

/// Everything known about a call besides its typed result: the response of a success, or the error of a failure.
///
/// A method may return any type that its codec makes of a response, so the details are kept apart from that type.
pub(crate) enum Details {
    Response(ResponseDetails),
    Error(Error),
}

/// What is known about a successful call.
pub(crate) struct ResponseDetails {
    pub(crate) response: InvokeResponse,
    pub(crate) log: Option<LogTail>,
    pub(crate) attempts: Vec<Attempt>,
}

impl ResponseDetails {
    /// Decodes the log once, so that the text is not kept in both forms.
    pub(crate) fn new(mut response: InvokeResponse, attempts: Vec<Attempt>) -> ResponseDetails {
        let log = response.log_result.take();
        ResponseDetails {
            response,
            log: log.as_deref().and_then(LogTail::decode),
            attempts,
        }
    }
}
