//! `#[serde(..)]` on an argument: passed through to a derived struct, and read only where rules depend on it.

use quote::ToTokens;
use syn::{Attribute, Expr, Lit, Meta};

use crate::attributes;
use crate::diagnostics::Diagnostics;

/// The serde attributes of one argument.
#[derive(Default)]
pub(crate) struct SerdeAttributes<'a> {
    pub(crate) attrs: Vec<&'a Attribute>,
    /// Whether its entries go into the surrounding object.
    pub(crate) flatten: bool,
    /// Whether it has a `rename` of any form.
    pub(crate) renamed: bool,
    /// Its key, if it is set for both directions.
    pub(crate) rename: Option<String>,
    /// Whether the key differs between the directions or has alternatives, so that it is not known here.
    pub(crate) many_names: bool,
    /// Its other keys: aliases, and those of one direction.
    pub(crate) other_names: Vec<String>,
    /// Whether it is not encoded by the `Serialize` of its type.
    pub(crate) encoded_otherwise: bool,
    /// Whether it is not decoded by the `Deserialize` of its type.
    pub(crate) decoded_otherwise: bool,
    /// The first entry that only a field of an object can have.
    pub(crate) of_fields: Option<Meta>,
}

/// Entries that control how a value is encoded, whether or not it is a field.
const OF_VALUES: &[&str] = &[
    "with",
    "serialize_with",
    "deserialize_with",
    "bound",
    "borrow",
];

impl<'a> SerdeAttributes<'a> {
    pub(crate) fn of(attrs: &'a [Attribute], diagnostics: &mut Diagnostics) -> Self {
        let mut read = Self::default();
        for attribute in attrs.iter().filter(|attribute| is_serde(attribute)) {
            let Meta::List(list) = &attribute.meta else {
                diagnostics.push(
                    attribute,
                    "expected arguments in parentheses; write `#[serde(..)]`, or remove the attribute",
                );
                continue;
            };
            read.attrs.push(attribute);
            // Serde itself reports what cannot be parsed here.
            let metas = attributes::metas(list.tokens.clone()).unwrap_or_default();
            metas.into_iter().for_each(|meta| read.note(meta));
        }
        read
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.attrs.is_empty()
    }

    fn note(&mut self, meta: Meta) {
        let key = meta.path().to_token_stream().to_string();
        match key.as_str() {
            "flatten" => self.flatten = true,
            "with" | "skip" => {
                self.encoded_otherwise = true;
                self.decoded_otherwise = true;
            }
            "serialize_with" | "skip_serializing" => self.encoded_otherwise = true,
            "deserialize_with" | "skip_deserializing" => self.decoded_otherwise = true,
            "rename" => {
                self.renamed = true;
                self.rename = string(&meta);
                self.many_names |= self.rename.is_none();
                self.other_names.extend(strings_within(&meta));
            }
            "alias" => {
                self.many_names = true;
                self.other_names.extend(string(&meta));
            }
            _ => {}
        }
        if !OF_VALUES.contains(&key.as_str()) {
            self.of_fields.get_or_insert(meta);
        }
    }
}

/// Returns whether this is a `#[serde(..)]`.
pub(crate) fn is_serde(attribute: &Attribute) -> bool {
    attribute.path().is_ident("serde")
}

/// Returns the strings of a list such as `rename(serialize = "..", deserialize = "..")`.
fn strings_within(meta: &Meta) -> Vec<String> {
    let Meta::List(list) = meta else {
        return Vec::new();
    };
    let metas = attributes::metas(list.tokens.clone()).unwrap_or_default();
    metas.iter().filter_map(string).collect()
}

fn string(meta: &Meta) -> Option<String> {
    match meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
