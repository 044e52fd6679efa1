//! The chain of an error's sources, as the causes of a document.

use std::error::Error as StdError;

use crate::error::{Error, ErrorDocument, FunctionError};
use crate::failure::MAX_CAUSES;
use crate::json::JsonMismatch;

/// The `errorType` of a cause: a source has a text, but no name.
const SOURCE: &str = "Error";

impl ErrorDocument {
    /// Sets the `cause` to an error and the chain of its [`source`](StdError::source)s, each with the text of its `Display`.
    ///
    /// The `errorType` of a cause is `Error`: a type of Rust has no name that stays the same. An [`Error`] in the chain keeps its own
    /// document, with all its causes. Of an error of serde_json the text leaves out what it quotes from the JSON.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::{Error, server::ErrorDocument};
    ///
    /// fn price(text: &str) -> Result<u32, Error> {
    ///     text.parse().map_err(|error| {
    ///         Error::from(ErrorDocument::new("BadPriceList", "a price is not a number").with_source(&error))
    ///     })
    /// }
    ///
    /// let error = price("1O").unwrap_err();
    /// let cause = error.failure().and_then(|failure| failure.cause());
    /// assert_eq!(cause.and_then(|cause| cause.message()), Some("invalid digit found in string"));
    /// ```
    #[must_use]
    pub fn with_source(self, source: &(dyn StdError + 'static)) -> Self {
        let mut chain = Vec::new();
        let mut next = Some(source);
        let mut cause = None;
        while let Some(error) = next.filter(|_| chain.len() < usize::from(MAX_CAUSES)) {
            if let Some(own) = error.downcast_ref::<Error>() {
                cause = Some(own.to_document());
                break;
            }
            chain.push(match error.downcast_ref::<serde_json::Error>() {
                Some(json) => JsonMismatch::new(json).to_string(),
                None => error.to_string(),
            });
            next = error.source();
        }
        // From the innermost on, each becomes the cause of the one before it.
        for message in chain.into_iter().rev() {
            let document = ErrorDocument::new(SOURCE, message);
            cause = Some(match cause {
                Some(cause) => document.with_cause(cause),
                None => document,
            });
        }
        match cause {
            Some(cause) => self.with_cause(cause),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::*;
    use crate::certainty::DidRun;
    use crate::error::tests::failed;
    use crate::error::{ErrorKind, Origin};

    /// An error with a cause.
    #[derive(Debug)]
    struct Broken(Option<Box<dyn StdError + Send + Sync>>);

    impl fmt::Display for Broken {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("broken")
        }
    }

    impl StdError for Broken {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            self.0.as_deref().map(|source| source as _)
        }
    }

    fn chain(document: &ErrorDocument) -> Vec<(&str, &str)> {
        std::iter::successors(document.cause(), |cause| cause.cause())
            .map(|cause| (cause.error_type(), cause.message()))
            .collect()
    }

    #[test]
    fn the_sources_of_an_error_become_causes() {
        let json = serde_json::from_str::<u8>("\"secret\"").unwrap_err();
        let error = Broken(Some(Box::new(Broken(Some(Box::new(json))))));
        let document = ErrorDocument::new("Mine", "").with_source(&error);
        assert_eq!(
            chain(&document),
            [
                ("Error", "broken"),
                ("Error", "broken"),
                ("Error", "expected u8 at line 1 column 8")
            ]
        );

        let called = failed(r#"{"errorType":"Busy","cause":{"errorType":"Deep"}}"#);
        let error = Broken(Some(Box::new(called)));
        let document = ErrorDocument::new("Mine", "").with_source(&error);
        let types: Vec<_> = chain(&document).iter().map(|(name, _)| *name).collect();
        assert_eq!(types, ["Error", "lambda_client.Downstream", "Busy", "Deep"]);

        let endless = (0..100).fold(Broken(None), |error, _| Broken(Some(Box::new(error))));
        let document = ErrorDocument::new("Mine", "").with_source(&endless);
        assert_eq!(chain(&document).len(), 32);
    }

    #[test]
    fn an_error_made_from_a_document_leaves_as_it() {
        let document = ErrorDocument::new("Mine", "text")
            .with_stack_trace(["here"])
            .with_cause(ErrorDocument::new("Deep", ""));
        let error = Error::from(document.clone());
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Function, DidRun::Yes)
        );
        let left = FunctionError::to_document(&error);
        assert_eq!(left, document);
        // It may be the document of an error that came from a call.
        assert!(matches!(left.origin(), Origin::Unknown));
        let reserved = Error::from(ErrorDocument::new("Runtime.InitError", ""));
        assert_eq!(reserved.code(), Some("Runtime_InitError"));

        let called = FunctionError::to_document(&failed(r#"{"errorType":"Busy"}"#));
        let left = FunctionError::to_document(&Error::from(called.clone()));
        assert_eq!(left, called);
        assert!(matches!(left.origin(), Origin::Downstream));
    }
}
