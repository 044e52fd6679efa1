//! Tells errors of a handler's outgoing calls from the handler's own.
//!
//! A typed error says nothing about where it came from: the variant `Busy` of an enum that two traits share looks the same
//! whether the handler made it or received it. So the context of an invocation notes every error that an outgoing call
//! returns, and an error that leaves the handler is compared with the notes.
//!
//! The comparison is by `errorType` and `errorMessage`, because a unit variant carries no identity. An error of the handler
//! that happens to equal a noted one is therefore taken for the noted one. That is the safe direction: the caller is then
//! told less than it could be, but no function runs twice. Only [`Error`]s carry their identity with them, and an error of
//! [`Error::function`] is never compared.
//!
//! Calls made in tasks that the handler spawns are not noted: they run outside of its context.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, ErrorDocument, FunctionError, Origin};
use crate::failure::Failure;
use crate::server::context::Context;

/// How many errors are kept whole. Of any further one, only the hash is kept: a handler may make any number of calls.
const KEPT: usize = 64;

/// The errors that the outgoing calls of one invocation have returned.
#[derive(Default)]
pub(crate) struct DownstreamErrors {
    hasher: RandomState,
    notes: Mutex<HashMap<u64, Option<Error>>>,
}

/// Notes an error that an outgoing call returns, if a handler makes the call.
///
/// `typed` is `error` in the form in which the handler receives it.
pub(crate) fn note_downstream<E: FunctionError>(typed: &E, error: &Error) {
    let Some(context) = Context::current() else {
        return;
    };
    let downstream_errors = &context.downstream_errors;
    // The document as it arrived, for handlers that read it and build a variant by hand.
    if let Some(error_type) = error.failure().and_then(Failure::error_type) {
        let message = error.failure().and_then(Failure::message);
        downstream_errors.note(error_type, message.unwrap_or_default(), error);
    }
    // The document that the typed error stands for: it may differ in the name of its type and the layout of its message.
    let document = typed.to_document();
    if matches!(document.origin(), Origin::Unknown) {
        downstream_errors.note(document.error_type(), document.message(), error);
    }
}

/// Returns the document under which an error leaves a handler.
pub(crate) fn leave(document: ErrorDocument) -> ErrorDocument {
    match document.origin() {
        Origin::Handler | Origin::Downstream => document,
        Origin::Unknown => Context::current()
            .and_then(|context| context.downstream_errors.downstream(&document))
            .unwrap_or_else(|| document.outside_platform_namespaces()),
    }
}

impl DownstreamErrors {
    fn key(&self, error_type: &str, message: &str) -> u64 {
        self.hasher.hash_one((error_type, message))
    }

    fn note(&self, error_type: &str, message: &str, error: &Error) {
        let key = self.key(error_type, message);
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = (notes.len() < KEPT).then(|| error.clone());
        notes.entry(key).or_insert(kept);
    }

    /// The `Downstream` document for a document that equals a noted error.
    fn downstream(&self, document: &ErrorDocument) -> Option<ErrorDocument> {
        let key = self.key(document.error_type(), document.message());
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let noted = notes.get(&key)?;
        Some(match noted {
            Some(error) => error.to_downstream(),
            None => ErrorDocument::downstream(None, document.clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_errors_is_told_apart_but_only_some_are_kept() {
        let downstream_errors = DownstreamErrors::default();
        let error = Error::configuration("a bad name");
        let count = KEPT + 10;
        for number in 0..count {
            downstream_errors.note("Busy", &number.to_string(), &error);
            downstream_errors.note("Busy", &number.to_string(), &error);
        }
        let noted = |number: usize| {
            let document = ErrorDocument::new("Busy", number.to_string());
            let downstream = downstream_errors.downstream(&document)?;
            downstream
                .cause()
                .map(|cause| cause.error_type().to_owned())
        };
        assert_eq!(
            noted(KEPT - 1).as_deref(),
            Some("lambda_client.Configuration")
        );
        // What is not kept is described by the document that leaves.
        assert_eq!(noted(KEPT).as_deref(), Some("Busy"));
        assert_eq!(noted(count - 1).as_deref(), Some("Busy"));
        assert_eq!(noted(count), None);
        let other = ErrorDocument::new("Closed", "0");
        assert_eq!(downstream_errors.downstream(&other), None);
    }

    #[test]
    fn outside_of_a_handler_nothing_is_noted() {
        let error = Error::configuration("a bad name");
        note_downstream(&error, &error);
        let document = ErrorDocument::new("Busy", "busy");
        assert_eq!(leave(document.clone()), document);
    }
}
