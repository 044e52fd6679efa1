//! The error of a served function that did not start, or that ended.

use std::error::Error as StdError;
use std::fmt;

use crate::foreign::Cause;

/// The error of [`serve`](crate::serve()): the function could not start, or its process must end.
///
/// A failed invocation is not an error here: it is reported to the caller, and the function serves the next one.
///
/// `Debug` prints the text of the error and its causes, so that a `main` that returns the error prints something readable. Neither
/// form contains a payload, a client context or a tenant ID: of the errors of other crates only the kind is shown, and the text of a
/// panic is left to the panic hook.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::serve::{ServeError, ServeErrorKind};
///
/// fn exit_code(error: &ServeError) -> u8 {
///     match error.kind() {
///         ServeErrorKind::NoSuchFunction | ServeErrorKind::AmbiguousFunction => 2,
///         _ => 1,
///     }
/// }
/// ```
pub struct ServeError {
    kind: ServeErrorKind,
    message: String,
    source: Option<Cause>,
}

/// The kinds of [`ServeError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ServeErrorKind {
    /// The environment is not that of a Lambda function, or a setting of the builder is invalid.
    Configuration,
    /// The served traits do not declare the function that this process runs as.
    NoSuchFunction,
    /// More than one function or method of the served traits fits.
    AmbiguousFunction,
    /// The Runtime API is out of reach, or sent something that ends the process.
    RuntimeApi,
}

impl ServeError {
    pub(super) fn new(kind: ServeErrorKind, message: impl Into<String>) -> ServeError {
        ServeError {
            kind,
            message: message.into(),
            source: None,
        }
    }

    pub(super) fn configuration(message: impl Into<String>) -> ServeError {
        ServeError::new(ServeErrorKind::Configuration, message)
    }

    pub(super) fn runtime_api(message: impl Into<String>) -> ServeError {
        ServeError::new(ServeErrorKind::RuntimeApi, message)
    }

    /// Sets the cause: what is known of an error of another crate.
    pub(super) fn caused_by(self, error: &(dyn StdError + 'static)) -> ServeError {
        ServeError {
            source: Some(Cause::of(error, |_| None)),
            ..self
        }
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ServeErrorKind {
        self.kind
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Prints the text of the error and its causes on one line, because each line of a function's output is an entry of its log.
impl fmt::Debug for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let mut next = self.source();
        while let Some(cause) = next {
            write!(f, "; caused by: {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}

impl StdError for ServeError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_ref()?;
        Some(source)
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn display_is_one_layer_and_debug_the_chain() {
        let cause = io::Error::from(io::ErrorKind::ConnectionRefused);
        let error = ServeError::runtime_api("the Runtime API is out of reach").caused_by(&cause);
        assert_eq!(error.to_string(), "the Runtime API is out of reach");
        assert_eq!(
            format!("{error:?}"),
            "the Runtime API is out of reach; caused by: connection refused"
        );
        assert_eq!(
            error.source().map(ToString::to_string).as_deref(),
            Some("connection refused")
        );
        assert_eq!(error.kind(), ServeErrorKind::RuntimeApi);
    }

    #[test]
    fn the_error_can_be_sent_and_boxed() {
        fn boxed(error: impl StdError + Send + Sync + 'static) -> Box<dyn StdError + Send + Sync> {
            Box::new(error)
        }
        let error = boxed(ServeError::configuration("not set"));
        assert!(error.source().is_none());
    }
}
