//! Codes that wait to be reported.

use crate::certainty::Attempt;

/// The documented codes are shorter by far. A function may send megabytes as its `errorType`, and thousands of events wait.
const MAX_CODE: usize = 256;

/// Copies a code without what is beyond the limit. A long text that is shortened in place would leave holes in memory that the next one
/// does not fit into.
pub(super) fn short_code(code: &str) -> String {
    code[..code.floor_char_boundary(MAX_CODE)].to_owned()
}

/// Copies an attempt with a short code.
pub(super) fn with_short_code(attempt: &Attempt) -> Attempt {
    Attempt {
        request_id: attempt.request_id.clone(),
        status: attempt.status,
        code: attempt.code().map(short_code),
        did_run: attempt.did_run,
        retryability: attempt.retryability,
        delay: attempt.delay,
    }
}
