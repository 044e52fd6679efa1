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

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::error::ErrorKind;
    use crate::error::tests::failed;
    use crate::failure::Failure;
    use crate::log::LogTail;
    use crate::transport::{Evidence, TransportError, TransportErrorKind};

    #[test]
    fn debug_is_the_text_and_the_causes_on_one_line() {
        let cause = TransportError::new(TransportErrorKind::Connection, Evidence::Unknown)
            .with_source(io::Error::other("the cable is cut"));
        let error = Error::from(cause);
        assert_eq!(
            format!("{error:?}"),
            "lost the connection to Lambda; the function may have run; check before retrying; \
             caused by: the cable is cut"
        );
        let downstream = failed(
            r#"{"errorType":"lambda_client.Downstream","errorMessage":"a call of `stock` failed: OutOfStock",
                "cause":{"errorType":"OutOfStock","errorMessage":"no cups"}}"#,
        );
        assert_eq!(
            format!("{downstream:?}"),
            "lambda_client.Downstream: a call of `stock` failed: OutOfStock; caused by: OutOfStock: no cups"
        );
        let nested = format!("{:?}", Some(error));
        assert!(nested.ends_with("the cable is cut)"), "{nested}");
    }

    #[test]
    fn debug_of_a_typed_error_says_each_thing_once() {
        #[derive(Debug)]
        #[expect(dead_code, reason = "only printed")]
        enum OrderError {
            OutOfStock { sku: &'static str },
            Other(Error),
        }
        let details = failed(r#"{"errorType":"OutOfStock","errorMessage":"no cups"}"#);
        let typed = CallError::new(OrderError::OutOfStock { sku: "cup" }, details.clone());
        assert_eq!(
            format!("{typed:?}"),
            "OutOfStock: no cups; decoded as: OutOfStock { sku: \"cup\" }"
        );
        let other = CallError::new(OrderError::Other(details.clone()), details);
        assert_eq!(format!("{other:?}"), "OutOfStock: no cups");
    }

    #[test]
    fn debug_prints_no_payload() {
        let error = Error::builder(ErrorKind::Decode)
            .raw("hunter2")
            .log(LogTail::decode("aHVudGVyMg==").unwrap())
            .failure(Failure::decode(
                r#"{"errorType":"E","secret":"hunter2"}"#.into(),
            ))
            .build();
        let typed = CallError::new((), error.clone());
        for text in [
            format!("{error:?}"),
            format!("{error:#?}"),
            format!("{typed:?}"),
            format!("{typed:#?}"),
            error.to_string(),
        ] {
            assert!(!text.contains("hunter2"), "{text}");
            assert!(!text.is_empty());
        }
        assert!(format!("{error:#?}").contains("kind: Decode"));
        assert!(format!("{typed:#?}").contains("details: Error"));
    }
}
