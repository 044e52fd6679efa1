//! The error sink: every mistake of one macro call, reported together.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

use crate::target::Target;

/// Mistakes found so far, in the order in which they were found.
///
/// A rule reports a mistake and continues, so that one compilation shows all of them.
#[derive(Debug, Default)]
#[must_use = "mistakes are shown only if `finish` puts them into the output"]
pub(crate) struct Diagnostics {
    target: Target,
    errors: Vec<Error>,
}

impl Diagnostics {
    /// Creates an empty sink.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Creates an empty sink for the attribute of this target, which its messages name.
    pub(crate) fn of(target: Target) -> Self {
        Self {
            target,
            errors: Vec::new(),
        }
    }

    /// Returns whose attribute the mistakes are in.
    pub(crate) fn target(&self) -> Target {
        self.target
    }

    /// Reports a mistake that spans all of `tokens`; give the smallest node that the user must change.
    pub(crate) fn push(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.errors.push(Error::new_spanned(tokens, message));
    }

    /// Reports a mistake at one token.
    pub(crate) fn push_at(&mut self, span: Span, message: impl Display) {
        self.errors.push(Error::new(span, message));
    }

    /// Reports an error of the parser.
    pub(crate) fn push_error(&mut self, error: Error) {
        self.errors.push(error);
    }

    /// Returns the number of mistakes; compare two counts to find out whether a part caused any.
    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    /// Returns whether no mistakes were reported.
    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Returns a `compile_error!` for each mistake.
    pub(crate) fn finish(self) -> TokenStream {
        let errors = self.errors.iter().map(Error::to_compile_error).collect();
        self.target.name_in(errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_becomes_a_compile_error_of_its_own() {
        let mut diagnostics = Diagnostics::new();
        assert!(diagnostics.is_empty());
        diagnostics.push_at(Span::call_site(), "the first");
        diagnostics.push(quote::quote!(some tokens), format_args!("the {}", "second"));
        diagnostics.push_error(Error::new(Span::call_site(), "the third"));
        assert_eq!(diagnostics.count(), 3);

        let text = diagnostics.finish().to_string();
        assert_eq!(text.matches("compile_error").count(), 3);
        for message in ["the first", "the second", "the third"] {
            assert!(text.contains(message), "{message} is missing from {text}");
        }
    }

    #[test]
    fn messages_name_the_attribute_that_they_are_about() {
        let mut diagnostics = Diagnostics::of(Target::Machine);
        diagnostics.push_at(Span::call_site(), "write `#[lambda_fn(idempotent)]`");
        let text = diagnostics.finish().to_string();
        assert!(text.contains("#[state_machine(idempotent)]"), "{text}");
        assert!(!text.contains("lambda_fn"), "{text}");
    }

    #[test]
    fn no_mistake_adds_nothing_to_the_output() {
        assert!(Diagnostics::new().finish().is_empty());
    }
}
