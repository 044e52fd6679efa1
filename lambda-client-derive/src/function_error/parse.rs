//! Reading the enum and its attributes.

use proc_macro2::Span;
use syn::parse::Parser;
use syn::{Attribute, Data, DataEnum, DeriveInput, Ident, LitStr, Path};

use super::model::{Arguments, Model, Variant};
use super::syntax::{Argument, Value, ours, read_list};
use crate::diagnostics::Diagnostics;
use crate::keys::{Word, words, words_instead};
use crate::naming::plain;
use crate::paths;
use crate::syntax::without_suffix;

words! {
    /// A key of `#[function_error(..)]` on the enum.
    enum EnumKey {
        Crate = "crate",
    }
}

words! {
    /// A key of `#[function_error(..)]` on a variant.
    enum VariantKey {
        Type = "type",
        Retry = "retry",
        Constant = "constant",
        Other = "other",
    }
}

/// A key with its place, and the keys of the other place.
trait Key: Word {
    /// The name of the place in messages.
    const PLACE: &'static str;
    /// The key of a value that stands alone.
    const LONE: Self;
    type Elsewhere: Key;

    /// Returns the key that a word from elsewhere stands for, and how it is written.
    fn instead(word: &str) -> Option<(Self, &'static str)>;
}

impl Key for EnumKey {
    const PLACE: &'static str = "the enum";
    const LONE: Self = Self::Crate;
    type Elsewhere = VariantKey;

    fn instead(word: &str) -> Option<(Self, &'static str)> {
        match word {
            "krate" | "crate_path" | "path" => Some((Self::Crate, "crate = ::lambda_client")),
            _ => None,
        }
    }
}

impl Key for VariantKey {
    const PLACE: &'static str = "a variant";
    const LONE: Self = Self::Type;
    type Elsewhere = EnumKey;

    fn instead(word: &str) -> Option<(Self, &'static str)> {
        Some(match word {
            "name" | "rename" | "code" | "alias" | "error" | "error_type" | "errorType"
            | "error_name" | "ty" | "kind" => (Self::Type, "type = \"..\""),
            "retryable" | "retries" | "is_retryable" | "transient" => (Self::Retry, "retry"),
            "const" | "const_name" | "constant_name" => (Self::Constant, "constant = OUT_OF_STOCK"),
            "default" | "fallback" | "catch_all" | "rest" | "unknown" | "transparent" | "from" => {
                (Self::Other, "other")
            }
            _ => return None,
        })
    }
}

/// Parses as much as possible and reports the rest.
pub(super) fn read<'a>(input: &'a DeriveInput, diagnostics: &mut Diagnostics) -> Model<'a> {
    let mut has_unreadable = false;
    let krate = read_crate(&input.attrs, diagnostics, &mut has_unreadable);
    let instead = "write an enum with a variant for each error of the function";
    let variants = match &input.data {
        Data::Enum(data) => Some(read_variants(data, diagnostics, &mut has_unreadable)),
        Data::Struct(data) => {
            let message = format!("`FunctionError` cannot be derived for a struct; {instead}");
            diagnostics.push(data.struct_token, message);
            None
        }
        Data::Union(data) => {
            let message = format!("`FunctionError` cannot be derived for a union; {instead}");
            diagnostics.push(data.union_token, message);
            None
        }
    };
    Model {
        ident: &input.ident,
        generics: &input.generics,
        krate,
        variants,
        has_unreadable,
    }
}

fn read_variants<'a>(
    data: &'a DataEnum,
    diagnostics: &mut Diagnostics,
    has_unreadable: &mut bool,
) -> Vec<Variant<'a>> {
    data.variants
        .iter()
        .map(|variant| {
            for field in &variant.fields {
                for attribute in ours(&field.attrs) {
                    diagnostics.push(
                        attribute.path(),
                        "`#[function_error(..)]` is not allowed on a field; move it to the variant",
                    );
                }
                if let Err(error) = field.modifiers.require_empty() {
                    diagnostics.push_error(error);
                }
            }
            Variant {
                ident: &variant.ident,
                fields: &variant.fields,
                arguments: read_arguments(&variant.attrs, diagnostics, has_unreadable),
            }
        })
        .collect()
}

/// Returns the path of the runtime crate: that of `#[function_error(crate = ..)]`, or the name of the dependency.
fn read_crate(
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
    has_unreadable: &mut bool,
) -> Option<Path> {
    let mut krate: Option<Option<Path>> = None;
    for argument in arguments::<EnumKey>(attributes, diagnostics, has_unreadable) {
        match argument {
            (EnumKey::Crate, argument) if krate.is_some() => diagnostics.push(
                &argument.key,
                "duplicate argument `crate`; remove one of them",
            ),
            (EnumKey::Crate, argument) => krate = Some(crate_path(&argument, diagnostics)),
        }
    }
    krate.unwrap_or_else(|| match paths::of_dependency() {
        Ok(path) => Some(path),
        Err(message) => {
            diagnostics.push_at(Span::call_site(), message);
            None
        }
    })
}

/// Parses an absolute path. A relative one is reported and treated as absolute.
fn crate_path(argument: &Argument, diagnostics: &mut Diagnostics) -> Option<Path> {
    let tokens = argument.value.tokens()?;
    let Ok(mut path) = Path::parse_mod_style.parse2(tokens.clone()) else {
        let message = "expected a path for `crate`; write `crate = ::lambda_client`";
        match tokens.is_empty() {
            true => diagnostics.push(&argument.key, message),
            false => diagnostics.push(tokens, message),
        }
        return None;
    };
    if let Err(instead) = paths::absolute(&path) {
        let message = format!(
            "expected an absolute path for `crate`; write `crate = {}`",
            instead.as_deref().unwrap_or("::lambda_client")
        );
        diagnostics.push(&path, message);
        // What was meant is not known without a path to write.
        instead?;
        path.leading_colon = Some(Default::default());
    }
    Some(path)
}

fn read_arguments(
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
    has_unreadable: &mut bool,
) -> Arguments {
    let mut read = Arguments::default();
    for argument in arguments::<VariantKey>(attributes, diagnostics, has_unreadable) {
        match argument {
            (VariantKey::Type, argument) => {
                read.types.extend(error_type(&argument, diagnostics));
                read.type_key.get_or_insert(argument.key);
            }
            (VariantKey::Constant, argument) => {
                if read.constant_key.is_some() {
                    diagnostics.push(
                        &argument.key,
                        "duplicate argument `constant`; remove one of them",
                    );
                }
                let name = constant(&argument, diagnostics);
                read.constant = read.constant.or(name);
                read.constant_key.get_or_insert(argument.key);
            }
            (VariantKey::Retry, argument) => set_flag(&mut read.retry, argument, diagnostics),
            (VariantKey::Other, argument) => set_flag(&mut read.other, argument, diagnostics),
        }
    }
    read
}

fn error_type(argument: &Argument, diagnostics: &mut Diagnostics) -> Option<LitStr> {
    let tokens = argument.value.tokens()?;
    let literal = syn::parse2(tokens.clone());
    if let Ok(literal) = &literal
        && let Err(error) = without_suffix(literal)
    {
        diagnostics.push_error(error);
    } else if literal.is_err() {
        let message = "expected a string for `type`; write `type = \"OutOfStock\"`";
        match tokens.is_empty() {
            true => diagnostics.push(&argument.key, message),
            false => diagnostics.push(tokens, message),
        }
    }
    literal.ok()
}

fn constant(argument: &Argument, diagnostics: &mut Diagnostics) -> Option<Ident> {
    let tokens = argument.value.tokens()?;
    let name = syn::parse2(tokens.clone());
    if name.is_err() {
        let message = "expected a name for `constant`; write `constant = OUT_OF_STOCK`";
        match tokens.is_empty() {
            true => diagnostics.push(&argument.key, message),
            false => diagnostics.push(tokens, message),
        }
    }
    name.ok()
}

fn set_flag(flag: &mut Option<Ident>, argument: Argument, diagnostics: &mut Diagnostics) {
    let Argument { key, value } = argument;
    let name = plain(&key);
    if let Value::After(tokens) | Value::In(tokens) = value {
        diagnostics.push(
            quote::quote!(#key #tokens),
            format!("`{name}` does not take a value; write `{name}`"),
        );
    }
    if flag.is_some() {
        diagnostics.push(
            &key,
            format!("duplicate argument `{name}`; remove one of them"),
        );
    }
    flag.get_or_insert(key);
}

/// Returns the arguments whose keys belong here. One that is unknown or cannot be parsed is reported; if it resembles a known one,
/// that is assumed, so that one slip does not cause two errors.
fn arguments<K: Key>(
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
    has_unreadable: &mut bool,
) -> Vec<(K, Argument)> {
    let read = read_list(attributes, K::LONE.name(), diagnostics, has_unreadable);
    let mut known = Vec::new();
    for mut argument in read {
        if let Some(key) = K::parse(&plain(&argument.key)) {
            known.push((key, argument));
            continue;
        }
        let meant = match argument.value {
            Value::Reported => K::nearest(&plain(&argument.key)),
            _ => meant::<K>(&argument.key, diagnostics, has_unreadable),
        };
        argument.value = Value::Reported;
        known.extend(meant.map(|key| (key, argument)));
    }
    known
}

/// Reports an unknown key and returns the one that was probably meant.
fn meant<K: Key>(
    key: &Ident,
    diagnostics: &mut Diagnostics,
    has_unreadable: &mut bool,
) -> Option<K> {
    let name = plain(key);
    let place = K::PLACE;
    if K::Elsewhere::parse(&name).is_some() {
        *has_unreadable = true;
        let elsewhere = <K::Elsewhere as Key>::PLACE;
        diagnostics.push(
            key,
            format!("`{name}` is not allowed on {place}; move it to {elsewhere}"),
        );
        return None;
    }
    let word = K::instead(&name);
    let instead = match &word {
        Some((_, written)) => format!("write `{written}`"),
        None => words_instead::<K>(&name),
    };
    let message = format!("unknown argument `{name}` in `#[function_error]` on {place}; {instead}");
    diagnostics.push(key, message);
    word.map(|(key, _)| key).or_else(|| K::nearest(&name))
}
