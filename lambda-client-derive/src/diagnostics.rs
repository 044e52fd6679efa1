//! The error sink: every mistake of one macro call, reported together.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

/// Mistakes found so far, in the order in which they were found.
///
/// A rule reports a mistake and continues, so that one compilation shows all of them.
#[derive(Debug, Default)]
#[must_use = "mistakes are shown only if `finish` puts them into the output"]
pub(crate) struct Diagnostics {
    errors: Vec<Error>,
}

impl Diagnostics {
    /// Creates an empty sink.
    pub(crate) fn new() -> Self {
        Self::default()
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
        self.errors.iter().map(Error::to_compile_error).collect()
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
    fn no_mistake_adds_nothing_to_the_output() {
        assert!(Diagnostics::new().finish().is_empty());
    }
}
