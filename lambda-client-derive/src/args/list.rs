//! The comma list of an attribute: unknown and repeated keys.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Meta};

use super::Level;
use crate::attributes::is_ours;
use crate::diagnostics::Diagnostics;
use lambda_client_grammar::suggest::nearest;

/// Reads comma lists that belong to one place and watches for keys given twice.
pub(super) struct List<'a> {
    level: Level,
    seen: Vec<(String, String)>,
    /// The known keys that unknown ones come near to.
    meant: Vec<String>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> List<'a> {
    pub(super) fn new(level: Level, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            level,
            seen: Vec::new(),
            meant: Vec::new(),
            diagnostics,
        }
    }

    pub(super) fn diagnostics(&mut self) -> &mut Diagnostics {
        self.diagnostics
    }

    /// The keys that were probably meant by unknown ones.
    pub(super) fn meant(self) -> Vec<String> {
        self.meant
    }

    /// What stands in the parentheses of every `#[lambda_fn(..)]` among `attrs`.
    pub(super) fn contents(&mut self, attrs: &[Attribute]) -> Vec<TokenStream> {
        let ours = attrs.iter().filter(|attribute| is_ours(attribute));
        let mut contents = Vec::new();
        for attribute in ours {
            match &attribute.meta {
                Meta::List(list) => contents.push(list.tokens.clone()),
                Meta::Path(path) if self.level == Level::Argument => self.diagnostics.push(
                    path,
                    "this says nothing about the argument; write `#[lambda_fn(tenant)]`, \
                     `#[lambda_fn(client_context)]` or `#[lambda_fn(rename = \"..\")]`",
                ),
                Meta::Path(_) => {}
                Meta::NameValue(pair) => self.diagnostics.push(
                    pair,
                    "the arguments go into parentheses: `#[lambda_fn(name = \"..\")]`",
                ),
            }
        }
        contents
    }

    /// The entries whose keys are known here and new.
    pub(super) fn metas(&mut self, tokens: TokenStream) -> Vec<Meta> {
        let metas = split(tokens, self.diagnostics);
        metas
            .into_iter()
            .filter(|meta| self.known(meta) && self.new_here(meta))
            .collect()
    }

    fn known(&mut self, meta: &Meta) -> bool {
        let key = key_of(meta);
        if self.level.keys().contains(&key.as_str()) {
            return true;
        }
        let places: Vec<&str> = [Level::Trait, Level::Method, Level::Argument]
            .into_iter()
            .filter(|level| level.keys().contains(&key.as_str()))
            .map(Level::place)
            .collect();
        let here = self.level.place();
        let message = match places.is_empty() {
            false => format!("`{key}` goes on {}, not on {here}", places.join(" or ")),
            true => unknown(
                &key,
                &format!("argument of `#[lambda_fn]` on {here}"),
                self.level.keys(),
            ),
        };
        let near = nearest(&key, self.level.keys());
        self.meant.extend(near.map(str::to_owned));
        self.diagnostics.push(meta.path(), message);
        false
    }

    fn new_here(&mut self, meta: &Meta) -> bool {
        is_new(&mut self.seen, meta, self.diagnostics)
    }
}

/// The message for a word that is none of `known`.
pub(super) fn unknown(found: &str, what: &str, known: &[&str]) -> String {
    let hint = match nearest(found, known) {
        Some(near) => format!("did you mean `{near}`? Known are "),
        None => "known are ".to_owned(),
    };
    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    format!("`{found}` is no {what}; {hint}{}", known.join(", "))
}

/// Records a key; the second use of it is an error that names the first.
pub(super) fn is_new(
    seen: &mut Vec<(String, String)>,
    meta: &Meta,
    diagnostics: &mut Diagnostics,
) -> bool {
    let key = key_of(meta);
    if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == key) {
        diagnostics.push(
            meta,
            format_args!("`{key}` is given twice; the first is `{first}`, keep one of them"),
        );
        return false;
    }
    seen.push((key, meta.to_token_stream().to_string()));
    true
}

/// The key as the user wrote it.
pub(super) fn key_of(meta: &Meta) -> String {
    meta.path().to_token_stream().to_string().replace(' ', "")
}

/// Splits at commas and reads each part alone, so that one broken part does not hide the others.
pub(super) fn split(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Meta> {
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
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        match syn::parse2::<Meta>(part.clone()) {
            Ok(meta) => metas.push(meta),
            Err(_) => diagnostics.push(
                part,
                "this cannot be read; an argument is written `key`, `key = value` or `key(..)`, with commas between them",
            ),
        }
    }
    metas
}
