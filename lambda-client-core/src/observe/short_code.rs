//! Codes that wait to be reported.

use crate::certainty::Attempt;

/// The documented codes are shorter by far. A function may send megabytes as its `errorType`, and thousands of events wait.
const MAX_CODE: usize = 256;

/// Returns a code without what is beyond the limit.
pub(super) fn short_code(mut code: String) -> String {
    if code.len() > MAX_CODE {
        code.truncate(code.floor_char_boundary(MAX_CODE));
        code.shrink_to_fit();
    }
    code
}

/// Returns an attempt with a short code.
pub(super) fn with_short_code(attempt: Attempt) -> Attempt {
    Attempt {
        code: attempt.code.map(short_code),
        ..attempt
    }
}
