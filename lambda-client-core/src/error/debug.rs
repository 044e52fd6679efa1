//! What `unwrap`, and a `main` that returns the error, print.

use std::error::Error as StdError;
use std::fmt;

use crate::error::{CallError, Error, Inner};

/// Writes the text of the error and its causes on one line: an enum around the error closes its parenthesis behind them, and
/// each line of a function's output is an entry of its log.
fn chain(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{error}")?;
    let mut next = error.source();
    while let Some(cause) = next {
        write!(f, "; caused by: {cause}")?;
        next = cause.source();
    }
    Ok(())
}

/// Prints the text of `Display` and the causes; `{:#?}` prints the fields. Neither prints a payload.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return self.inner.fmt(f);
        }
        chain(self, f)
    }
}

/// Prints the details as `Debug` of [`Error`] does and, unless they say the same, the typed error.
impl<E: fmt::Debug> fmt::Debug for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = self.details();
        if f.alternate() {
            return f
                .debug_struct("CallError")
                .field("error", self.error())
                .field("details", details)
                .finish();
        }
        chain(details, f)?;
        let typed = format!("{:?}", self.error());
        // The catch-all variant of an enum holds the details.
        match typed.contains(&details.to_string()) {
            true => Ok(()),
            false => write!(f, "; decoded as: {typed}"),
        }
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind)
            .field("function", &self.function)
            .field("message", &self.message)
            .field("did_run", &self.did_run)
            .field("retryable", &self.retryable)
            .field("code", &self.code)
            .field("status", &self.status)
            .field("executed_version", &self.executed_version)
            .field("failure", &self.failure)
            .field("attempts", &self.attempts)
            .field("source", &self.source.as_ref().map(ToString::to_string))
            .finish_non_exhaustive()
    }
}
