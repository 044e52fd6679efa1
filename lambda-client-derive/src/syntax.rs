//! The syntax of a comma list, and what is wrong with an entry that cannot be parsed.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Meta;

use crate::diagnostics::Diagnostics;

const UNREADABLE: &str =
    "cannot parse this argument; write `key`, `key = value` or `key(..)`, separated by commas";

/// Splits at commas and parses each part separately, so that one invalid part does not hide the others. Also returns the keys
/// of the invalid parts; that of a value without a key is `lone`.
pub(crate) fn split(
    tokens: TokenStream,
    lone: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Meta>, Vec<String>) {
    let mut metas = Vec::new();
    let mut keys = Vec::new();
    for part in parts(tokens) {
        match syn::parse2::<Meta>(part.clone()) {
            Ok(meta) => metas.push(meta),
            Err(_) => {
                let broken = Broken::of(part, lone);
                broken.report(diagnostics);
                keys.extend(broken.keys.iter().map(ToString::to_string));
            }
        }
    }
    (metas, keys)
}

/// Splits at commas.
pub(crate) fn parts(tokens: TokenStream) -> impl Iterator<Item = TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => {
                parts.push(TokenStream::new());
            }
            (_, Some(part)) => part.extend([token]),
            (_, None) => {}
        }
    }
    parts.into_iter().filter(|part| !part.is_empty())
}

/// What is wrong with an entry.
pub(crate) struct Broken {
    /// The keys that the entry names.
    pub(crate) keys: Vec<Ident>,
    /// The tokens to change.
    at: TokenStream,
    message: String,
}

impl Broken {
    /// Names the mistake in an entry; a value without a key was meant for `lone`.
    pub(crate) fn of(part: TokenStream, lone: Option<&str>) -> Self {
        let tokens: Vec<TokenTree> = part.clone().into_iter().collect();
        let (keys, at, message) = match (tokens.as_slice(), lone) {
            ([TokenTree::Literal(value)], Some(lone)) => (
                vec![Ident::new(lone, value.span())],
                part,
                format!("missing key of the value {value}; write `{lone} = {value}`"),
            ),
            ([TokenTree::Ident(key), rest @ ..], _) => {
                let (second, message) = after_key(key, rest);
                let at = second.map_or(part, ToTokens::to_token_stream);
                let keys = [key].into_iter().chain(second);
                (keys.cloned().collect(), at, message)
            }
            _ => (Vec::new(), part, UNREADABLE.to_owned()),
        };
        Self { keys, at, message }
    }

    pub(crate) fn report(&self, diagnostics: &mut Diagnostics) {
        diagnostics.push(&self.at, &self.message);
    }
}

/// Says what is wrong behind a key, and returns the key before which a comma is missing.
fn after_key<'a>(key: &Ident, rest: &'a [TokenTree]) -> (Option<&'a Ident>, String) {
    use TokenTree::{Group, Ident, Literal, Punct};
    let is = |punct: &proc_macro2::Punct, character| punct.as_char() == character;
    match rest {
        [Ident(second), ..] | [Group(_), Ident(second), ..] => missing_comma(second),
        [Punct(equals), Literal(_), Ident(second), ..] if is(equals, '=') => missing_comma(second),
        [Punct(equals)] if is(equals, '=') => (
            None,
            format!("missing value of `{key}`; write `{key} = ..`"),
        ),
        [Punct(colon)] if is(colon, ':') => (
            None,
            format!("expected `=` after `{key}`, found `:`; write `{key} = ..`"),
        ),
        [Punct(colon), value @ ..] if is(colon, ':') => {
            let value: TokenStream = value.iter().cloned().collect();
            (
                None,
                format!("expected `=` after `{key}`, found `:`; write `{key} = {value}`"),
            )
        }
        [Literal(value)] => (
            None,
            format!("missing `=` after `{key}`; write `{key} = {value}`"),
        ),
        _ => (None, UNREADABLE.to_owned()),
    }
}

fn missing_comma(second: &Ident) -> (Option<&Ident>, String) {
    (
        Some(second),
        format!("missing `,` before `{second}`; add it"),
    )
}
