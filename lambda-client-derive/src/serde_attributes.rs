//! `#[serde(..)]` on an argument: passed through to a derived struct, and read only where rules depend on it.

use quote::ToTokens;
use syn::{Attribute, Expr, ExprPath, Lit, Meta};

use crate::attributes;
use crate::diagnostics::Diagnostics;
use crate::keys::{Word, alternatives, words};

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
        let mut seen: Vec<String> = Vec::new();
        for attribute in attrs.iter().filter(|attribute| is_serde(attribute)) {
            let Meta::List(list) = &attribute.meta else {
                diagnostics.push(
                    attribute,
                    "expected arguments in parentheses; write `#[serde(..)]`, or remove the attribute",
                );
                continue;
            };
            // Serde would report a mistake for each derive, at structs that the user did not write.
            let mistakes = diagnostics.count();
            let Some(metas) = attributes::metas(list.tokens.clone()) else {
                diagnostics.push(
                    &list.tokens,
                    "cannot parse this serde attribute; write `key`, `key = \"..\"` or `key(..)`, separated by commas",
                );
                continue;
            };
            for meta in metas {
                check(&meta, diagnostics);
                let key = meta.path().to_token_stream().to_string();
                match seen.contains(&key) && key != FieldKey::Alias.name() {
                    true => diagnostics.push(
                        meta.path(),
                        format_args!("duplicate serde attribute `{key}`; remove one of them"),
                    ),
                    false => {
                        seen.push(key);
                        read.note(meta);
                    }
                }
            }
            if diagnostics.count() == mistakes {
                read.attrs.push(attribute);
            }
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
                self.other_names.extend(strings_within(&meta));
            }
            "alias" => self.other_names.extend(string(&meta)),
            _ => {}
        }
        if !OF_VALUES.contains(&key.as_str()) {
            self.of_fields.get_or_insert(meta);
        }
    }
}

words! {
    /// A key of serde on a field.
    enum FieldKey {
        Alias = "alias",
        Borrow = "borrow",
        Bound = "bound",
        Default = "default",
        DeserializeWith = "deserialize_with",
        Flatten = "flatten",
        Rename = "rename",
        SerializeWith = "serialize_with",
        Skip = "skip",
        SkipDeserializing = "skip_deserializing",
        SkipSerializing = "skip_serializing",
        SkipSerializingIf = "skip_serializing_if",
        With = "with",
    }
}

/// Where serde's keys are listed.
const LISTED: &str = "the field attributes of serde";

/// Keys that serde knows on a type or a variant.
const OF_TYPES: &[&str] = &[
    "rename_all",
    "rename_all_fields",
    "deny_unknown_fields",
    "tag",
    "content",
    "untagged",
    "transparent",
    "from",
    "try_from",
    "into",
    "crate",
    "remote",
    "expecting",
    "other",
];

/// Reports what serde would not accept on a field.
fn check(meta: &Meta, diagnostics: &mut Diagnostics) {
    let name = meta.path().to_token_stream().to_string();
    let Some(key) = FieldKey::parse(&name) else {
        let message = match OF_TYPES.contains(&name.as_str()) {
            true => format!(
                "`{name}` is a serde attribute of types, not of fields; move it to the type of the argument"
            ),
            false => {
                let names: Vec<&str> = FieldKey::ALL.iter().map(|key| key.name()).collect();
                let instead = alternatives(&name, &names, LISTED);
                format!("unknown serde attribute `{name}` on an argument; {instead}")
            }
        };
        diagnostics.push(meta.path(), message);
        return;
    };
    let (fits, example) = match key {
        FieldKey::Flatten
        | FieldKey::Skip
        | FieldKey::SkipSerializing
        | FieldKey::SkipDeserializing => (matches!(meta, Meta::Path(_)), name.clone()),
        FieldKey::Default => {
            let fits = matches!(meta, Meta::Path(_)) || is_path(meta);
            (
                fits,
                "default` or `default = \"path::of_a_function\"".to_owned(),
            )
        }
        FieldKey::Borrow => {
            let fits = matches!(meta, Meta::Path(_)) || is_text(meta);
            (fits, format!("{name}` or `{name} = \"..\""))
        }
        FieldKey::Rename | FieldKey::Bound => {
            let fits = is_of_directions(meta) || string(meta).is_some();
            // An empty bound removes one; an empty key is a slip.
            let mut keys = strings_within(meta).into_iter().chain(string(meta));
            let is_blank = key == FieldKey::Rename && keys.any(|key| is_blank(&key));
            let fits = fits && !is_blank;
            (
                fits,
                format!("{name} = \"..\"` or `{name}(serialize = \"..\", deserialize = \"..\")"),
            )
        }
        FieldKey::Alias => (is_text(meta), "alias = \"..\"".to_owned()),
        FieldKey::With => (is_path(meta), "with = \"path::of_a_module\"".to_owned()),
        FieldKey::DeserializeWith | FieldKey::SerializeWith | FieldKey::SkipSerializingIf => {
            (is_path(meta), format!("{name} = \"path::of_a_function\""))
        }
    };
    if !fits {
        diagnostics.push(
            meta,
            format_args!("invalid value of the serde attribute `{name}`; write `{example}`"),
        );
    }
}

/// Returns whether the value is a string that is not blank.
fn is_text(meta: &Meta) -> bool {
    string(meta).is_some_and(|text| !is_blank(&text))
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Returns whether the value is a string with the path of a function or a module.
fn is_path(meta: &Meta) -> bool {
    string(meta).is_some_and(|text| syn::parse_str::<ExprPath>(&text).is_ok())
}

/// Returns whether this is a list such as `rename(serialize = "..", deserialize = "..")`.
fn is_of_directions(meta: &Meta) -> bool {
    let Meta::List(list) = meta else {
        return false;
    };
    let metas = attributes::metas(list.tokens.clone());
    let of_direction = |meta: &Meta| {
        let path = meta.path();
        string(meta).is_some() && (path.is_ident("serialize") || path.is_ident("deserialize"))
    };
    metas.is_some_and(|metas| !metas.is_empty() && metas.iter().all(of_direction))
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
    let Meta::NameValue(pair) = meta else {
        return None;
    };
    let mut value = &pair.value;
    // A fragment of a declarative macro is in invisible delimiters.
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
