//! Spans of tokens: diagnostics point at the tokens that they are about.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Moves the tokens to another location without changing their name resolution.
pub(crate) fn at(tokens: TokenStream, place: Span) -> TokenStream {
    let tokens = tokens.into_iter().map(|mut token| {
        token.set_span(place.resolved_at(token.span()));
        token
    });
    tokens.collect()
}

/// Returns the spans of the first and the last token.
pub(crate) fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut tokens = tokens.into_token_stream().into_iter();
    let Some(first) = tokens.next() else {
        return (Span::mixed_site(), Span::mixed_site());
    };
    let last = tokens.last();
    (
        end(&first, |group| group.span_open(), |ends| ends.0),
        end(
            last.as_ref().unwrap_or(&first),
            |group| group.span_close(),
            |ends| ends.1,
        ),
    )
}

/// Returns the span of a token at one of its ends; invisible delimiters do not have spans.
fn end(
    token: &TokenTree,
    delimiter: impl Fn(&Group) -> Span,
    inside: impl Fn((Span, Span)) -> Span,
) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            inside(ends(group.stream()))
        }
        TokenTree::Group(group) => delimiter(group),
        other => other.span(),
    }
}
