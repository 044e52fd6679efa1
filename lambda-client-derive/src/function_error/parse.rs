//! Reading the enum and its attributes.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Data, DataEnum, DeriveInput, Ident, LitStr, Meta, Path, Token, parse_quote};

use super::model::{Arguments, Model, Variant};
use crate::diagnostics::Diagnostics;
use crate::keys::{Word, words, words_instead};
use crate::naming::plain;

const ATTRIBUTE: &str = "function_error";

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
        Other = "other",
    }
}

/// A key with its place, and the keys of the other place.
trait Key: Word {
    /// The name of the place in messages.
    const PLACE: &'static str;
    type Elsewhere: Key;
}

impl Key for EnumKey {
    const PLACE: &'static str = "the enum";
    type Elsewhere = VariantKey;
}

impl Key for VariantKey {
    const PLACE: &'static str = "a variant";
    type Elsewhere = EnumKey;
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

/// Returns the path of the runtime crate: that of `#[function_error(crate = ..)]`, or `::lambda_client`.
fn read_crate(
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
    has_unreadable: &mut bool,
) -> Option<Path> {
    let mut krate: Option<Option<Path>> = None;
    for argument in arguments(attributes, diagnostics, has_unreadable) {
        match known(&argument.key, diagnostics) {
            Some(EnumKey::Crate) if krate.is_some() => diagnostics.push(
                &argument.key,
                "duplicate argument `crate`; remove one of them",
            ),
            Some(EnumKey::Crate) => krate = Some(crate_path(&argument, diagnostics)),
            None => {}
        }
    }
    krate.unwrap_or_else(|| Some(parse_quote!(::lambda_client)))
}

/// Parses an absolute path. A relative one is reported and treated as absolute.
fn crate_path(argument: &Argument, diagnostics: &mut Diagnostics) -> Option<Path> {
    let tokens = argument.value.tokens();
    let Ok(mut path) = Path::parse_mod_style.parse2(tokens.clone()) else {
        let message = "expected a path for `crate`; write `crate = ::lambda_client`";
        match tokens.is_empty() {
            true => diagnostics.push(&argument.key, message),
            false => diagnostics.push(tokens, message),
        }
        return None;
    };
    let is_absolute = path.leading_colon.is_some()
        || path
            .segments
            .first()
            .is_some_and(|first| first.ident == "crate" || first.ident == "$crate");
    if !is_absolute {
        let written: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let message = format!(
            "expected an absolute path for `crate`; write `crate = ::{}`",
            written.join("::")
        );
        diagnostics.push(&path, message);
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
    for argument in arguments(attributes, diagnostics, has_unreadable) {
        match known(&argument.key, diagnostics) {
            Some(VariantKey::Type) => {
                read.types.extend(error_type(&argument, diagnostics));
                read.type_key.get_or_insert(argument.key);
            }
            Some(VariantKey::Retry) => set_flag(&mut read.retry, argument, diagnostics),
            Some(VariantKey::Other) => set_flag(&mut read.other, argument, diagnostics),
            None => {}
        }
    }
    read
}

fn error_type(argument: &Argument, diagnostics: &mut Diagnostics) -> Option<LitStr> {
    let tokens = argument.value.tokens();
    let literal = syn::parse2(tokens.clone());
    if literal.is_err() {
        let message = "expected a string for `type`; write `type = \"OutOfStock\"`";
        match tokens.is_empty() {
            true => diagnostics.push(&argument.key, message),
            false => diagnostics.push(tokens, message),
        }
    }
    literal.ok()
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

/// Parses a key. An unknown one is reported; if it resembles a known one, that is assumed, so that one slip does not cause
/// two errors.
fn known<K: Key>(key: &Ident, diagnostics: &mut Diagnostics) -> Option<K> {
    let name = plain(key);
    if let Some(known) = K::parse(&name) {
        return Some(known);
    }
    let place = K::PLACE;
    if K::Elsewhere::parse(&name).is_some() {
        let elsewhere = <K::Elsewhere as Key>::PLACE;
        diagnostics.push(
            key,
            format!("`{name}` is not allowed on {place}; move it to {elsewhere}"),
        );
        return None;
    }
    let instead = words_instead::<K>(&name);
    let message = format!("unknown argument `{name}` in `#[function_error]` on {place}; {instead}");
    diagnostics.push(key, message);
    K::nearest(&name)
}

fn ours(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(ATTRIBUTE))
}

/// One argument with an unparsed value, so that an invalid value does not hide the next argument.
struct Argument {
    key: Ident,
    value: Value,
}

enum Value {
    None,
    /// `key = tokens`
    After(TokenStream),
    /// `key(tokens)`
    In(TokenStream),
}

impl Value {
    /// Returns the tokens of the value, which are empty if it is missing.
    fn tokens(&self) -> TokenStream {
        match self {
            Value::None => TokenStream::new(),
            Value::After(tokens) | Value::In(tokens) => tokens.clone(),
        }
    }
}

/// Returns the arguments of all our attributes.
fn arguments(
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
    has_unreadable: &mut bool,
) -> Vec<Argument> {
    let mut read = Vec::new();
    for attribute in ours(attributes) {
        let list = match &attribute.meta {
            Meta::List(list) => list,
            meta => {
                diagnostics.push(
                    meta,
                    "expected the arguments in parentheses; write `#[function_error(other)]`",
                );
                *has_unreadable = true;
                continue;
            }
        };
        let outcome = list.parse_args_with(|input: ParseStream<'_>| separated(input, &mut read));
        if let Err(error) = outcome {
            diagnostics.push_error(error);
            *has_unreadable = true;
        }
    }
    read
}

/// Parses arguments up to the end, or to the first that cannot be parsed.
fn separated(input: ParseStream<'_>, read: &mut Vec<Argument>) -> syn::Result<()> {
    while !input.is_empty() {
        read.push(input.parse()?);
        if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
            return Err(input.error("missing `,` before this argument; add it"));
        }
    }
    Ok(())
}

impl syn::parse::Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = match input.call(Ident::parse_any) {
            Ok(key) => key,
            Err(_) => {
                return Err(input.error("cannot parse this argument; write `key` or `key = value`"));
            }
        };
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Value::After(until_comma(input)?)
        } else if input.peek(syn::token::Paren) {
            let content;
            syn::parenthesized!(content in input);
            Value::In(content.parse()?)
        } else {
            Value::None
        };
        Ok(Self { key, value })
    }
}

fn until_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}
