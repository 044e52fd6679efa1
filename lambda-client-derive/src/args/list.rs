//! The comma list of an attribute: unknown and repeated keys.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Meta};

use super::key::Level;
use super::words;
use crate::attributes::is_ours;
use crate::diagnostics::Diagnostics;
use crate::keys::{Word, alternatives};
use crate::naming::plain;
use crate::syntax::{in_parentheses, split};
use crate::target::Target;
use lambda_client_grammar::suggest::nearest;

/// Where all arguments are listed.
const LISTED: &str = "the table of arguments in the documentation of `lambda_client::lambda_fn`";

/// Parses the comma lists of one place and reports duplicate keys.
pub(super) struct List<'a, K> {
    level: Level,
    seen: Vec<(K, String)>,
    /// The keys that unknown ones resemble.
    meant: Vec<K>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a, K: Word> List<'a, K> {
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

    /// Returns the keys that unknown ones were probably meant to be.
    pub(super) fn meant(self) -> Vec<K> {
        self.meant
    }

    /// Returns the entries whose keys are valid here and not duplicates.
    pub(super) fn entries(&mut self, tokens: TokenStream) -> Vec<(K, Meta)> {
        let lone = match self.level {
            Level::Trait | Level::Method => self.diagnostics.target().address(),
            Level::Argument => "rename",
        };
        let (metas, broken) = split(tokens, Some(lone), self.diagnostics);
        self.meant
            .extend(broken.iter().filter_map(|key| K::parse(key)));
        let mut entries = Vec::new();
        for meta in metas {
            if let Some(key) = self.known(&meta)
                && is_new(&mut self.seen, key, &meta, self.diagnostics)
            {
                entries.push((key, meta));
            }
        }
        entries
    }

    fn known(&mut self, meta: &Meta) -> Option<K> {
        let name = name_of(meta);
        let target = self.diagnostics.target();
        let names = self.level.names(target);
        if names.contains(&name.as_str()) {
            return K::parse(&name);
        }
        let places: Vec<&str> = Level::ALL
            .into_iter()
            .filter(|level| level.names(target).contains(&name.as_str()))
            .map(Level::there)
            .collect();
        let here = self.level.here();
        let word = words::instead(&name, self.level, target);
        let message = match (places.is_empty(), &word) {
            (false, _) => format!(
                "`{name}` is not allowed on {here}; move it to {}",
                places.join(" or ")
            ),
            (true, Some(word)) => format!(
                "unknown argument `{name}` in `#[lambda_fn]` on {here}; {}",
                word.advice
            ),
            (true, None) => {
                let instead = alternatives(&name, &names, LISTED);
                format!("unknown argument `{name}` in `#[lambda_fn]` on {here}; {instead}")
            }
        };
        let key = word.and_then(|word| word.key).map(Word::name);
        let meant = key.or_else(|| nearest(&name, &names));
        self.meant.extend(meant.and_then(K::parse));
        self.diagnostics.push(meta.path(), message);
        None
    }
}

/// Returns the arguments of every `#[lambda_fn(..)]` among `attrs`.
pub(super) fn contents(
    level: Level,
    attrs: &[Attribute],
    diagnostics: &mut Diagnostics,
) -> Vec<TokenStream> {
    let mut contents = Vec::new();
    let target = diagnostics.target();
    let (own, address) = (target.attribute(), target.address());
    let in_parentheses_instead =
        format!("expected the arguments in parentheses; write `#[lambda_fn({address} = \"..\")]`");
    for attribute in attrs.iter().filter(|attribute| is_ours(attribute)) {
        if Target::of(attribute) != Some(target) {
            diagnostics.push(
                attribute.path(),
                format_args!(
                    "unexpected `{}` in a trait with `{own}`; write `{own}`",
                    Target::of(attribute).map_or("", Target::attribute)
                ),
            );
            continue;
        }
        match &attribute.meta {
            Meta::List(list) if !in_parentheses(list) => diagnostics.push(list, &in_parentheses_instead),
            Meta::List(list) if !list.tokens.is_empty() => contents.push(list.tokens.clone()),
            Meta::List(_) | Meta::Path(_) if level == Level::Argument => {
                let others = match target {
                    Target::Function => "`#[lambda_fn(tenant)]`, `#[lambda_fn(client_context)]` or ",
                    Target::Machine => "",
                };
                diagnostics.push(
                    &attribute.meta,
                    format_args!(
                        "empty `#[lambda_fn]` on an argument; write {others}`#[lambda_fn(rename = \"..\")]`"
                    ),
                );
            }
            Meta::List(_) | Meta::Path(_) => diagnostics.push(
                &attribute.meta,
                "empty `#[lambda_fn]` on a method; write arguments, such as `#[lambda_fn(idempotent)]`, or remove the \
                 attribute",
            ),
            Meta::NameValue(pair) => diagnostics.push(pair, &in_parentheses_instead),
        }
    }
    contents
}

/// Records a key; a second use is reported, naming the first.
pub(super) fn is_new<K: Word>(
    seen: &mut Vec<(K, String)>,
    key: K,
    meta: &Meta,
    diagnostics: &mut Diagnostics,
) -> bool {
    if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == key) {
        diagnostics.push(
            meta,
            format_args!(
                "duplicate argument `{}`; keep either this one or the earlier `{first}`",
                key.name()
            ),
        );
        return false;
    }
    seen.push((key, meta.to_token_stream().to_string()));
    true
}

/// Returns the key as the user wrote it, without the `r#` of a raw identifier.
pub(super) fn name_of(meta: &Meta) -> String {
    match meta.path().get_ident() {
        Some(key) => plain(key),
        None => meta.path().to_token_stream().to_string().replace(' ', ""),
    }
}
