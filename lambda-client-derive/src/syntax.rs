//! The syntax of a comma list, and what is wrong with an entry that cannot be parsed.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::{Error, LitStr, MacroDelimiter, Meta, MetaList, Path};

use crate::diagnostics::Diagnostics;
use crate::paths::is_place;

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
    for part in parts(tokens, diagnostics) {
        match entry(&part) {
            Some(meta) => metas.push(meta),
            None => {
                let broken = Broken::of(part, lone);
                broken.report(diagnostics);
                keys.extend(broken.keys.iter().map(ToString::to_string));
            }
        }
    }
    (metas, keys)
}

/// Parses an entry. A keyword as its key, such as `async`, is an unknown key like any other.
fn entry(part: &TokenStream) -> Option<Meta> {
    let mut tokens = part.clone().into_iter();
    match tokens.next() {
        Some(TokenTree::Ident(key)) if is_keyword(&key) => {
            let rest: TokenStream = tokens.collect();
            let mut meta = syn::parse2(quote!(key #rest)).ok()?;
            let path = match &mut meta {
                Meta::Path(path) => path,
                Meta::List(list) => &mut list.path,
                Meta::NameValue(pair) => &mut pair.path,
            };
            *path = Path::from(key);
            Some(meta)
        }
        _ => syn::parse2(part.clone()).ok(),
    }
}

fn is_keyword(word: &Ident) -> bool {
    syn::parse2::<Ident>(word.to_token_stream()).is_err() && !is_place(word)
}

/// Splits at commas, each of which ends an entry.
pub(crate) fn parts(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut part = TokenStream::new();
    for token in tokens {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => match part.is_empty() {
                true => diagnostics.push(
                    comma,
                    "unexpected `,` without an argument before it; remove it",
                ),
                false => parts.push(std::mem::take(&mut part)),
            },
            _ => part.extend([token]),
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// Returns whether a list has the delimiters that it is documented with; the compiler accepts any.
pub(crate) fn in_parentheses(list: &MetaList) -> bool {
    matches!(list.delimiter, MacroDelimiter::Paren(_))
}

/// Refuses a string with a suffix, as in `"live"s`, which the compiler leaves to the macro.
pub(crate) fn without_suffix(text: &LitStr) -> syn::Result<()> {
    match text.suffix() {
        "" => Ok(()),
        suffix => Err(unexpected_suffix(
            text,
            suffix,
            &format!("{:?}", text.value()),
        )),
    }
}

pub(crate) fn unexpected_suffix(literal: impl ToTokens, suffix: &str, bare: &str) -> Error {
    let message = format!("unexpected suffix `{suffix}`; write `{bare}`");
    Error::new_spanned(literal, message)
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
        if let [
            TokenTree::Literal(quoted),
            TokenTree::Punct(equals),
            value @ ..,
        ] = tokens.as_slice()
            && equals.as_char() == '='
            && !value.is_empty()
            && let Some(key) = key_in(quoted)
        {
            let value: TokenStream = value.iter().cloned().collect();
            return Self {
                at: quoted.to_token_stream(),
                message: format!("unexpected quotes around a key; write `{key} = {value}`"),
                keys: vec![key],
            };
        }
        let (keys, at, message) = match (tokens.as_slice(), lone) {
            ([TokenTree::Literal(value)], Some(lone)) => (
                vec![Ident::new(lone, value.span())],
                part,
                format!("missing key of the value {value}; write `{lone} = {value}`"),
            ),
            ([TokenTree::Group(group)], _) => {
                let message = format!(
                    "unexpected delimiters around arguments; write `{}`",
                    group.stream()
                );
                (idents(group.stream()), part, message)
            }
            ([TokenTree::Ident(key), rest @ ..], _) => {
                let (second, message) = after_key(key, rest);
                let at = second.map_or(part, ToTokens::to_token_stream);
                let keys = [key].into_iter().chain(second);
                (keys.cloned().collect(), at, message)
            }
            _ => (idents(part.clone()), part, UNREADABLE.to_owned()),
        };
        Self { keys, at, message }
    }

    pub(crate) fn report(&self, diagnostics: &mut Diagnostics) {
        diagnostics.push(&self.at, &self.message);
    }
}

/// Returns all words, one of which may be the key.
fn idents(tokens: TokenStream) -> Vec<Ident> {
    let idents = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    });
    idents.collect()
}

/// Returns the key that a string contains.
fn key_in(quoted: &Literal) -> Option<Ident> {
    let text: LitStr = syn::parse2(quoted.to_token_stream()).ok()?;
    text.parse_with(Ident::parse_any).ok()
}

/// Says what is wrong behind a key, and returns the key before which a comma is missing.
fn after_key<'a>(key: &Ident, rest: &'a [TokenTree]) -> (Option<&'a Ident>, String) {
    use TokenTree::{Group, Ident, Literal, Punct};
    let is = |punct: &proc_macro2::Punct, character| punct.as_char() == character;
    match rest {
        [Ident(second), ..] | [Group(_), Ident(second), ..] => missing_comma(second),
        [Punct(equals), Literal(_), Ident(second), ..] if is(equals, '=') => missing_comma(second),
        [
            Punct(equals),
            Literal(_),
            Punct(semicolon),
            Ident(second),
            ..,
        ] if is(equals, '=') && is(semicolon, ';') => {
            let message = format!("expected `,` before `{second}`, found `;`; write `,`");
            (Some(second), message)
        }
        [Punct(equals), Punct(more), value @ ..]
            if is(equals, '=') && (is(more, '=') || is(more, '>')) && !value.is_empty() =>
        {
            let value: TokenStream = value.iter().cloned().collect();
            let found = more.as_char();
            (
                None,
                format!("expected `=` after `{key}`, found `={found}`; write `{key} = {value}`"),
            )
        }
        [Punct(equals), Ident(word)] if is(equals, '=') && is_keyword(word) => (
            None,
            format!("the keyword `{word}` cannot be the value of `{key}`; write another value"),
        ),
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
