//! Tells errors of a handler's outgoing calls from the handler's own.
//!
//! A typed error says nothing about where it came from: the variant `Busy` of an enum that two traits share looks the same
//! whether the handler made it or received it. So the context of an invocation notes every error that an outgoing call
//! returns, and an error that leaves the handler is compared with the notes.
//!
//! The comparison is by what the documents say, because a unit variant carries no identity. An
//! error of the handler that happens to equal a noted one is therefore taken for the noted one. That is the safe direction: the
//! caller is then told less than it could be, but no function runs twice. Only [`Error`]s carry their identity with them, and an
//! error of [`Error::function`] is never compared.
//!
//! Calls made in tasks that the handler spawns are not noted: they know of no handler. Those made by the handler are, wherever they
//! are awaited.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Error, ErrorDocument, ErrorKind, FunctionError, Origin};
use crate::failure::Failure;
use crate::server::content;
use crate::server::context::Context;

/// How many errors are kept whole. Of any further one, only the hash is kept: a handler may make any number of calls.
const KEPT: usize = 64;

/// The errors that the outgoing calls of one invocation have returned.
#[derive(Default)]
pub(crate) struct DownstreamErrors {
    hasher: RandomState,
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    kept: Vec<Note>,
    /// The documents of all errors, whether they are kept or not.
    hashes: HashSet<u64>,
}

/// An error, with the documents under which it may leave.
struct Note {
    error: Error,
    documents: Vec<ErrorDocument>,
}

/// Returns the errors of the handler that runs here, if one does.
pub(crate) fn of_current_handler() -> Option<Arc<DownstreamErrors>> {
    Context::current().map(|context| Arc::clone(context.downstream_errors()))
}

/// Notes an error that an outgoing call returns, for the handler that made the call and for the one that awaits it.
///
/// `typed` is `error` in the form in which the handler receives it.
pub(crate) fn note_downstream<E: FunctionError>(
    typed: &E,
    error: &Error,
    maker: Option<&Arc<DownstreamErrors>>,
) {
    let current = Context::current();
    let current = current.as_ref().map(Context::downstream_errors);
    let is_maker = |current: &Arc<_>| maker.is_some_and(|maker| Arc::ptr_eq(maker, current));
    let current = current.filter(|current| !is_maker(current));
    if maker.is_none() && current.is_none() {
        return;
    }
    // The document as it arrived, for handlers that read it and build a variant by hand.
    let arrived = error.failure().and_then(|failure| {
        let message = failure.message().unwrap_or_default();
        Some(ErrorDocument::new(failure.error_type()?, message))
    });
    // The document that the typed error stands for: it may differ in the name of its type and the layout of its message.
    let typed = Some(typed.to_document()).filter(is_of_unknown_origin);
    let documents: Vec<_> = arrived.into_iter().chain(typed).collect();
    for handler in maker.into_iter().chain(current) {
        handler.note(documents.clone(), error);
    }
}

fn is_of_unknown_origin(document: &ErrorDocument) -> bool {
    matches!(document.origin(), Origin::Unknown)
}

/// Returns the document under which an error leaves a handler.
#[cfg(feature = "local")]
pub(crate) fn leave(document: ErrorDocument) -> ErrorDocument {
    leave_as(document, |_| None, |_| false)
}

/// Returns the document under which a typed error with this document leaves a handler.
pub(crate) fn leave_typed<E: FunctionError>(document: ErrorDocument) -> ErrorDocument {
    // Handlers may convert an error that they have read untyped, and lose the form in which it arrived.
    let convert = |error: &Error| {
        let document = E::from_error(error.clone()).to_document();
        Some(document).filter(is_of_unknown_origin)
    };
    leave_as(document, convert, has_no_content::<E>)
}

fn leave_as(
    document: ErrorDocument,
    convert: impl Fn(&Error) -> Option<ErrorDocument>,
    has_no_content: impl Fn(&str) -> bool,
) -> ErrorDocument {
    match document.origin() {
        Origin::Downstream => document,
        Origin::Handler => document.into_handlers_own(),
        _ => Context::current()
            .and_then(|context| {
                let downstream = context.downstream_errors();
                downstream.find(&document, convert, has_no_content)
            })
            .unwrap_or_else(|| document.into_handlers_own()),
    }
}

/// Returns whether all errors of a type with this `errorType` are the same, whatever their message: then the message is only the
/// text of `Display`, which may differ each time.
fn has_no_content<E: FunctionError>(error_type: &str) -> bool {
    const PROBE: &str = "7d1b4f0a-probe";
    let probe = ErrorDocument::new(error_type, PROBE);
    let failure = Failure::decode(probe.to_bytes());
    let error = Error::builder(ErrorKind::Function).failure(failure).build();
    let document = E::from_error(error).to_document();
    is_of_unknown_origin(&document)
        && document.error_type() == error_type
        && !document.message().contains(PROBE)
}

impl DownstreamErrors {
    fn hash(&self, document: &ErrorDocument) -> u64 {
        let content = (document.error_type(), document.message());
        self.hasher.hash_one(content)
    }

    fn note(&self, documents: Vec<ErrorDocument>, error: &Error) {
        let hashes = documents.iter().map(|document| self.hash(document));
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.hashes.extend(hashes);
        if notes.kept.len() < KEPT {
            let error = error.clone();
            notes.kept.push(Note { error, documents });
        }
    }

    /// Returns the `Downstream` document for a document that equals a noted error.
    ///
    /// Of several equal ones the last is the cause: a handler that tries one function after the other returns the error of the last.
    /// If they came from several functions, none is named.
    fn find(
        &self,
        document: &ErrorDocument,
        convert: impl Fn(&Error) -> Option<ErrorDocument>,
        has_no_content: impl Fn(&str) -> bool,
    ) -> Option<ErrorDocument> {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let is_noted = notes.hashes.contains(&self.hash(document));
        if notes.kept.is_empty() {
            return None;
        }
        let has_no_content = has_no_content(document.error_type());
        let is_same = |noted: &ErrorDocument| {
            (has_no_content && noted.error_type() == document.error_type())
                || content::is_same(noted, document)
        };
        let mut same = notes.kept.iter().rev().filter(|note| {
            note.documents.iter().any(is_same) || convert(&note.error).is_some_and(|d| is_same(&d))
        });
        let Some(last) = same.next() else {
            return is_noted.then(|| ErrorDocument::downstream(None, document.clone()));
        };
        let function = last.error.function_name();
        let is_only_one = same.all(|note| note.error.function_name() == function);
        Some(last.error.to_downstream(is_only_one))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy(message: impl ToString) -> ErrorDocument {
        ErrorDocument::new("Busy", message.to_string())
    }

    /// Returns the error of a call of this function.
    fn error_of(function: &str, document: &ErrorDocument) -> Error {
        Error::builder(ErrorKind::Function)
            .function(function)
            .failure(Failure::decode(document.to_bytes()))
            .build()
    }

    fn found(errors: &DownstreamErrors, document: &ErrorDocument) -> Option<ErrorDocument> {
        errors.find(document, |_| None, |_| false)
    }

    #[test]
    fn any_number_of_errors_is_told_apart_but_only_some_are_kept() {
        let errors = DownstreamErrors::default();
        let error = Error::configuration("a bad name");
        let count = KEPT + 10;
        for number in 0..count {
            errors.note(vec![busy(number)], &error);
        }
        let noted = |number: usize| {
            let downstream = found(&errors, &busy(number))?;
            let cause = downstream.cause()?;
            Some(cause.error_type().to_owned())
        };
        assert_eq!(
            noted(KEPT - 1).as_deref(),
            Some("lambda_client.Configuration")
        );
        // What is not kept is described by the document that leaves.
        assert_eq!(noted(KEPT).as_deref(), Some("Busy"));
        assert_eq!(noted(count - 1).as_deref(), Some("Busy"));
        assert_eq!(noted(count), None);
        assert_eq!(found(&errors, &ErrorDocument::new("Closed", "0")), None);
    }

    #[test]
    fn a_function_is_named_only_if_all_equal_errors_are_from_it() {
        let errors = DownstreamErrors::default();
        let first = busy("busy").with_stack_trace(["first"]);
        let last = busy("busy").with_stack_trace(["last"]);
        for document in [&first, &last] {
            errors.note(vec![busy("busy")], &error_of("stock", document));
        }
        let downstream = found(&errors, &busy("busy")).unwrap();
        assert_eq!(downstream.message(), "a call to `stock` failed: Busy");
        assert_eq!(downstream.cause().unwrap().stack_trace(), ["last"]);

        errors.note(vec![busy("busy")], &error_of("desk", &first));
        let downstream = found(&errors, &busy("busy")).unwrap();
        assert_eq!(downstream.message(), "a call failed: Busy");
        assert_eq!(downstream.cause().unwrap().stack_trace(), ["first"]);
    }

    #[test]
    fn outside_of_a_handler_nothing_is_noted() {
        let error = Error::configuration("a bad name");
        note_downstream(&error, &error, None);
        let document = busy("busy");
        assert_eq!(leave_as(document.clone(), |_| None, |_| false), document);
    }
}
