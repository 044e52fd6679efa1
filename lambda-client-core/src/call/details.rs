//! What is known about a call beside its typed result.

use crate::certainty::Attempt;
use crate::error::Error;
use crate::log::LogTail;
use crate::transport::InvokeResponse;

/// What is known about a call beside its typed result: of a success its response, of a failure its error.
///
/// A method may return whatever its codec makes of a response, so the details are kept apart from the type.
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
