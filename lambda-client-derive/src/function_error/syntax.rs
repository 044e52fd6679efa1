//! The syntax of `#[function_error(..)]`: arguments whose values are not parsed yet.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Meta, Token};

use crate::diagnostics::Diagnostics;
use crate::syntax::{Broken, in_parentheses, parts};

const ATTRIBUTE: &str = "function_error";

/// One argument with an unparsed value, so that an invalid value does not hide the next argument.
pub(super) struct Argument {
    pub(super) key: Ident,
    pub(super) value: Value,
}

pub(super) enum Value {
    None,
    /// `key = tokens`
    After(TokenStream),
    /// `key(tokens)`
    In(TokenStream),
    /// A mistake in the argument was reported, so that its value does not matter.
    Reported,
}

impl Value {
    /// Returns the tokens of the value, which are empty if it is missing; `None` if nothing more is to be said about it.
    pub(super) fn tokens(&self) -> Option<TokenStream> {
        match self {
            Value::None => Some(TokenStream::new()),
            Value::After(tokens) | Value::In(tokens) => Some(tokens.clone()),
            Value::Reported => None,
        }
    }
}

pub(super) fn ours(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(ATTRIBUTE))
}

/// Returns the arguments of all our attributes; `lone` is the key of a value that stands alone.
pub(super) fn read_list(
    attributes: &[Attribute],
    lone: &str,
    diagnostics: &mut Diagnostics,
    has_unreadable: &mut bool,
) -> Vec<Argument> {
    let mut read = Vec::new();
    for attribute in ours(attributes) {
        let list = match &attribute.meta {
            Meta::List(list) if in_parentheses(list) => list,
            meta => {
                diagnostics.push(
                    meta,
                    "expected the arguments in parentheses; write `#[function_error(other)]`",
                );
                *has_unreadable = true;
                continue;
            }
        };
        if list.tokens.is_empty() {
            diagnostics.push(
                list,
                "empty `#[function_error]`; write arguments, such as `#[function_error(other)]`, or remove the attribute",
            );
            *has_unreadable = true;
        }
        for part in parts(list.tokens.clone(), diagnostics) {
            match syn::parse2(part.clone()) {
                Ok(argument) => read.push(argument),
                Err(_) => {
                    let broken = Broken::of(part, Some(lone));
                    broken.report(diagnostics);
                    *has_unreadable |= broken.keys.is_empty();
                    read.extend(broken.keys.into_iter().map(|key| Argument {
                        key,
                        value: Value::Reported,
                    }));
                }
            }
        }
    }
    read
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = input.call(Ident::parse_any)?;
        let value = if input.is_empty() {
            Value::None
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            // Not `type = "A" retry`, where a comma is missing.
            match input.peek(LitStr) && input.peek2(Ident::peek_any) {
                true => return Err(input.error("missing `,`")),
                false => Value::After(input.parse()?),
            }
        } else {
            let content;
            syn::parenthesized!(content in input);
            Value::In(content.parse()?)
        };
        Ok(Self { key, value })
    }
}
