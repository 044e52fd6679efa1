//! The syntax of a comma list, and what is wrong with an entry that cannot be parsed.

use proc_macro2::{TokenStream, TokenTree};
use syn::Meta;

use crate::diagnostics::Diagnostics;

/// Splits at commas and parses each part separately, so that one invalid part does not hide the others. Also returns the keys
/// of the invalid parts; that of a value without a key is `lone`.
pub(super) fn split(
    tokens: TokenStream,
    lone: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Meta>, Vec<String>) {
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
    let mut metas = Vec::new();
    let mut keys = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        match syn::parse2::<Meta>(part.clone()) {
            Ok(meta) => metas.push(meta),
            Err(_) => {
                let broken = Broken::of(part.clone(), lone);
                diagnostics.push(part, &broken.message);
                keys.extend(broken.key);
            }
        }
    }
    (metas, keys)
}

/// What is wrong with an entry.
struct Broken {
    key: Option<String>,
    message: String,
}

impl Broken {
    fn of(part: TokenStream, lone: Option<&str>) -> Self {
        let mut tokens = part.into_iter();
        let first = tokens.next();
        let second = tokens.next();
        let rest: TokenStream = tokens.collect();
        match (first, second) {
            (Some(TokenTree::Literal(value)), None) if lone.is_some() => Self {
                key: lone.map(str::to_owned),
                message: format!(
                    "missing key of the value {value}; write `{} = {value}`",
                    lone.unwrap_or_default()
                ),
            },
            (Some(TokenTree::Ident(key)), Some(TokenTree::Punct(punct))) if punct.as_char() == ':' => Self {
                message: format!("expected `=` after `{key}`, found `:`; write `{key} = {rest}`"),
                key: Some(key.to_string()),
            },
            (Some(TokenTree::Ident(key)), Some(TokenTree::Punct(punct)))
                if punct.as_char() == '=' && rest.is_empty() =>
            {
                Self {
                    message: format!("missing value of `{key}`; write `{key} = ..`"),
                    key: Some(key.to_string()),
                }
            }
            (Some(TokenTree::Ident(key)), Some(TokenTree::Literal(value))) if rest.is_empty() => Self {
                message: format!("missing `=` after `{key}`; write `{key} = {value}`"),
                key: Some(key.to_string()),
            },
            (first, _) => Self {
                key: match first {
                    Some(TokenTree::Ident(key)) => Some(key.to_string()),
                    _ => None,
                },
                message: "cannot parse this argument; write `key`, `key = value` or `key(..)`, separated by commas"
                    .to_owned(),
            },
        }
    }
}
