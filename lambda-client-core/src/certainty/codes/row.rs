//! A row of a table of error codes.

use crate::certainty::{Class, DidRun, RetryLimit, Retryability};

/// An error code with its class.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) code: &'static str,
    /// The HTTP status that the service sends with the code.
    pub(crate) status: u16,
    pub(crate) class: Class,
}

pub(super) const fn row(
    code: &'static str,
    status: u16,
    did_run: DidRun,
    retryability: Retryability,
) -> Row {
    Row {
        code,
        status,
        class: Class::new(did_run, retryability),
    }
}

/// Returns a row whose cause rarely goes away while a call waits.
pub(super) const fn rarely_passing(code: &'static str, status: u16) -> Row {
    Row {
        code,
        status,
        class: Class::new(DidRun::No, Retryability::NotReady).limited(RetryLimit::Few),
    }
}
