//! Attributes on the user's items: which are ours, and which are copied to generated items.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use crate::target::Target;

/// Returns whether this is a `#[lambda_fn]` or a `#[state_machine]`, under any path.
pub(crate) fn is_ours(attribute: &Attribute) -> bool {
    Target::of(attribute).is_some()
}

/// Returns whether this is a `cfg_attr` that contains one of ours, which the macro cannot see in time.
pub(crate) fn hides_ours(attribute: &Attribute) -> bool {
    conditional(&attribute.meta).is_some_and(|(_, metas)| {
        metas
            .iter()
            .any(|meta| Target::of_path(meta.path()).is_some())
    })
}

/// Returns the attributes that stay on the item: all but ours.
pub(crate) fn kept(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs
        .iter()
        .filter(|attribute| !is_ours(attribute) && !hides_ours(attribute))
}

/// Returns whether this is an attribute of this name, under any path.
pub(crate) fn is_called(attribute: &Attribute, name: &str) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|segment| segment.ident == name)
}

/// Returns whether this is an attribute macro that rewrites the body of a function, which a remote method does not have.
pub(crate) fn rewrites_body(attribute: &Attribute) -> bool {
    ["instrument", "async_recursion", "cached", "timed"]
        .iter()
        .any(|name| is_called(attribute, name))
}

/// The attributes that a generated item copies from its source.
#[derive(Debug, Default)]
pub(crate) struct ForwardedAttributes {
    /// `#[cfg(..)]`.
    pub(crate) conditions: TokenStream,
    /// `#[doc = ".."]`.
    pub(crate) docs: TokenStream,
    /// `#[deprecated]`.
    pub(crate) deprecated: TokenStream,
    /// `#[allow(..)]`.
    pub(crate) lints: TokenStream,
    /// The predicates of all conditions.
    predicates: Vec<TokenStream>,
}

impl ForwardedAttributes {
    pub(crate) fn of(attrs: &[Attribute]) -> Self {
        let mut forwarded = Self::default();
        for attribute in attrs {
            forwarded.take(&attribute.meta, None);
        }
        forwarded
    }

    /// Returns one predicate that holds if the item exists, or `None` if it always does.
    pub(crate) fn predicate(&self) -> Option<TokenStream> {
        let predicates = &self.predicates;
        match predicates.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            _ => Some(quote!(all(#(#predicates),*))),
        }
    }

    /// Returns whether two items are assumed to exclude each other: both have conditions, and these differ.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        match (self.predicate(), other.predicate()) {
            (Some(one), Some(other)) => one.to_string() != other.to_string(),
            _ => false,
        }
    }

    fn take(&mut self, meta: &Meta, condition: Option<&TokenStream>) {
        if let Some((inner, metas)) = conditional(meta) {
            let condition = match condition {
                Some(outer) => quote!(all(#outer, #inner)),
                None => inner,
            };
            metas
                .iter()
                .for_each(|meta| self.take(meta, Some(&condition)));
            return;
        }
        let Some(key) = meta.path().get_ident().map(ToString::to_string) else {
            return;
        };
        match (key.as_str(), meta) {
            ("cfg", Meta::List(list)) => {
                let predicate = &list.tokens;
                self.predicates.push(match condition {
                    Some(condition) => quote!(any(not(#condition), #predicate)),
                    None => predicate.clone(),
                });
                self.conditions.extend(attribute(meta, condition));
            }
            ("doc", _) => self.docs.extend(attribute(meta, condition)),
            ("deprecated", _) => self.deprecated.extend(attribute(meta, condition)),
            ("allow", _) => self.lints.extend(attribute(meta, condition)),
            // A copy does not need to cause the warning that the user expects of the original.
            ("expect", Meta::List(list)) => {
                let tokens = &list.tokens;
                self.lints
                    .extend(attribute_of(quote!(allow(#tokens)), condition));
            }
            _ => {}
        }
    }
}

fn attribute(meta: &Meta, condition: Option<&TokenStream>) -> TokenStream {
    attribute_of(quote!(#meta), condition)
}

fn attribute_of(meta: TokenStream, condition: Option<&TokenStream>) -> TokenStream {
    match condition {
        Some(condition) => quote!(#[cfg_attr(#condition, #meta)]),
        None => quote!(#[#meta]),
    }
}

/// Returns the condition of a `cfg_attr` and its attributes.
fn conditional(meta: &Meta) -> Option<(TokenStream, Vec<Meta>)> {
    let Meta::List(list) = meta else {
        return None;
    };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let mut parts = metas(list.tokens.clone())?.into_iter();
    let condition = parts.next()?;
    Some((quote!(#condition), parts.collect()))
}

/// Returns the entries of a comma list if all of them can be parsed.
pub(crate) fn metas(tokens: TokenStream) -> Option<Vec<Meta>> {
    let parse = |input: ParseStream<'_>| Punctuated::<Meta, Token![,]>::parse_terminated(input);
    let metas = parse.parse2(tokens).ok()?;
    Some(metas.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn forwarded(attrs: Vec<Attribute>) -> ForwardedAttributes {
        ForwardedAttributes::of(&attrs)
    }

    #[test]
    fn conditions_are_joined_into_one_predicate() {
        let none = forwarded(vec![parse_quote!(#[doc = "x"])]);
        assert!(none.predicate().is_none());

        let one = forwarded(vec![parse_quote!(#[cfg(unix)])]);
        assert_eq!(
            one.predicate().map(|tokens| tokens.to_string()),
            Some(quote!(unix).to_string())
        );

        let both = forwarded(vec![
            parse_quote!(#[cfg(unix)]),
            parse_quote!(#[cfg_attr(feature = "a", cfg(test))]),
        ]);
        assert_eq!(
            both.predicate().map(|tokens| tokens.to_string()),
            Some(quote!(all(unix, any(not(feature = "a"), test))).to_string())
        );
    }

    #[test]
    fn attributes_behind_a_condition_keep_it() {
        let forwarded = forwarded(vec![
            parse_quote!(#[cfg_attr(a, doc = "words", tracing::instrument, cfg_attr(b, deprecated))]),
        ]);
        assert_eq!(
            forwarded.docs.to_string(),
            quote!(#[cfg_attr(a, doc = "words")]).to_string()
        );
        assert_eq!(
            forwarded.deprecated.to_string(),
            quote!(#[cfg_attr(all(a, b), deprecated)]).to_string()
        );
        assert!(forwarded.lints.is_empty());
    }

    #[test]
    fn an_expected_warning_is_only_allowed_on_copies() {
        let forwarded = forwarded(vec![parse_quote!(#[expect(dead_code)])]);
        assert_eq!(
            forwarded.lints.to_string(),
            quote!(#[allow(dead_code)]).to_string()
        );
    }

    #[test]
    fn our_attribute_is_found_by_any_path_and_behind_conditions() {
        assert!(is_ours(&parse_quote!(#[lambda_client::lambda_fn(event)])));
        assert!(is_ours(&parse_quote!(#[state_machine(idempotent)])));
        assert!(!is_ours(&parse_quote!(#[serde(flatten)])));
        assert!(hides_ours(
            &parse_quote!(#[cfg_attr(unix, lambda_fn(idempotent))])
        ));
        assert!(!hides_ours(&parse_quote!(#[cfg_attr(unix, inline)])));
    }
}
