//! The values of attribute arguments: strings, flags, numbers, durations, paths and identifiers.

use std::fmt::Display;
use std::time::Duration;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Error, Expr, Ident, Lit, LitInt, LitStr, Meta, Path};

use super::list::name_of;
use crate::duration::parse_duration;
use crate::paths::{absolute, is_place};
use crate::syntax::{unexpected_suffix, without_suffix};

/// A value that the user gave, and where.
#[derive(Clone, Debug)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    /// The value's tokens, or those of the key if it stands alone.
    pub(crate) at: TokenStream,
}

/// Parses a string, as in `name = ".."`.
pub(super) fn string(meta: &Meta, example: &str) -> syn::Result<LitStr> {
    match literal(meta) {
        Some(Lit::Str(text)) => without_suffix(text).map(|()| text.clone()),
        _ => Err(expected(meta, "a string", example)),
    }
}

/// Parses a string, then its content.
pub(super) fn parsed<T, E: Display>(
    meta: &Meta,
    example: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> syn::Result<Located<T>> {
    let literal = string(meta, example)?;
    match parse(&literal.value()) {
        Ok(value) => Ok(located(value, &literal)),
        Err(mistake) => Err(Error::new_spanned(literal, mistake)),
    }
}

/// Parses a string that is not blank, then its content.
pub(super) fn filled<T, E: Display>(
    meta: &Meta,
    example: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> syn::Result<Located<T>> {
    let literal = string(meta, example)?;
    match literal.value().trim().is_empty() {
        true => Err(Error::new_spanned(
            literal,
            format_args!("empty `{}`; write `{example}`", name_of(meta)),
        )),
        false => parsed(meta, example, parse),
    }
}

/// Parses `key`, `key = true` or `key = false`.
pub(super) fn flag(meta: &Meta) -> syn::Result<Located<bool>> {
    if let Meta::Path(path) = meta {
        return Ok(located(true, path));
    }
    match literal(meta) {
        Some(Lit::Bool(value)) => Ok(located(value.value(), value)),
        _ => {
            let key = name_of(meta);
            Err(Error::new_spanned(
                at(meta),
                format_args!(
                    "expected a boolean for `{key}`; write `{key}`, `{key} = true` or `{key} = false`"
                ),
            ))
        }
    }
}

/// Parses a key without a value.
pub(super) fn word(meta: &Meta) -> syn::Result<Located<()>> {
    match meta {
        Meta::Path(path) => Ok(located((), path)),
        _ => {
            let key = name_of(meta);
            Err(Error::new_spanned(
                at(meta),
                format_args!("`{key}` does not take a value; write `#[lambda_fn({key})]`"),
            ))
        }
    }
}

/// Parses an integer.
pub(super) fn number(meta: &Meta, example: &str) -> syn::Result<Located<u32>> {
    match literal(meta) {
        Some(Lit::Int(number)) => {
            if !number.suffix().is_empty() {
                return Err(unexpected_suffix(
                    number,
                    number.suffix(),
                    number.base10_digits(),
                ));
            }
            number
                .base10_parse()
                .map(|value| located(value, number))
                .map_err(|_| {
                    Error::new_spanned(
                        number,
                        format_args!(
                            "`{number}` is out of range; write a number between 0 and {}",
                            u32::MAX
                        ),
                    )
                })
        }
        _ => Err(expected(meta, "an integer", example)),
    }
}

/// Parses a duration with its unit, as in `"100ms"`.
pub(super) fn duration(meta: &Meta, example: &str) -> syn::Result<Located<Duration>> {
    match literal(meta) {
        Some(Lit::Str(_)) => parsed(meta, example, parse_duration),
        Some(Lit::Int(number)) if parse_duration(&in_seconds(number)).is_ok() => {
            let example = format!("{} = \"{}\"", name_of(meta), in_seconds(number));
            Err(expected(meta, "a duration with a unit", &example))
        }
        _ => Err(expected(meta, "a duration with a unit", example)),
    }
}

/// Returns the duration that a number stands for, which has a unit or counts seconds.
fn in_seconds(number: &LitInt) -> String {
    let digits = number.base10_digits();
    match number.suffix() {
        "" => format!("{digits}s"),
        unit => format!("{digits}{unit}"),
    }
}

/// Parses the name of a type to generate.
pub(super) fn ident(meta: &Meta, example: &str) -> syn::Result<Located<Ident>> {
    match value(meta) {
        Some(Expr::Path(path)) if path.qself.is_none() => match path.path.get_ident() {
            Some(ident) if is_place(ident) => Err(expected(meta, "an identifier", example)),
            Some(ident) => Ok(located(ident.clone(), ident)),
            None => Err(expected(meta, "an identifier without a path", example)),
        },
        Some(Expr::Lit(literal)) => match &literal.lit {
            Lit::Str(text) => Err(expected(
                meta,
                "an identifier without quotes",
                &without_quotes(meta, text, example),
            )),
            _ => Err(expected(meta, "an identifier", example)),
        },
        _ => Err(expected(meta, "an identifier", example)),
    }
}

/// Parses an absolute path.
pub(super) fn absolute_path(meta: &Meta, example: &str) -> syn::Result<Located<Path>> {
    match value(meta) {
        Some(Expr::Path(path)) if path.qself.is_none() => match absolute(&path.path) {
            Ok(()) => Ok(located(path.path.clone(), &path.path)),
            Err(instead) => {
                let instead = instead.map(|path| format!("{} = {path}", name_of(meta)));
                let example = instead.as_deref().unwrap_or(example);
                Err(expected(meta, "an absolute path", example))
            }
        },
        Some(Expr::Lit(literal)) => match &literal.lit {
            Lit::Str(text) => Err(expected(
                meta,
                "a path without quotes",
                &without_quotes(meta, text, example),
            )),
            _ => Err(expected(meta, "a path", example)),
        },
        _ => Err(expected(meta, "a path", example)),
    }
}

fn without_quotes(meta: &Meta, text: &LitStr, example: &str) -> String {
    match text.value().trim() {
        "" => example.to_owned(),
        text => format!("{} = {text}", name_of(meta)),
    }
}

/// Attaches its location to a value.
pub(super) fn located<T>(value: T, at: impl ToTokens) -> Located<T> {
    Located {
        value,
        at: at.into_token_stream(),
    }
}

/// Reports "expected this for `key`; write `example`", at what was written instead.
fn expected(meta: &Meta, what: &str, example: &str) -> Error {
    let key = name_of(meta);
    match is_computed(meta) {
        true => Error::new_spanned(
            at(meta),
            format_args!(
                "the value of `{key}` must be a literal, since constants and macro calls are evaluated later; write \
                 `{example}`"
            ),
        ),
        false => Error::new_spanned(
            at(meta),
            format_args!("expected {what} for `{key}`; write `{example}`"),
        ),
    }
}

/// Returns whether the value is a macro call, or a constant by its name.
fn is_computed(meta: &Meta) -> bool {
    match value(meta) {
        Some(Expr::Macro(_)) => true,
        Some(Expr::Path(path)) => path.path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            name.contains(|character: char| character.is_ascii_uppercase())
                && !name.contains(|character: char| character.is_ascii_lowercase())
        }),
        _ => false,
    }
}

/// Returns the tokens to change if the value is invalid.
fn at(meta: &Meta) -> &dyn ToTokens {
    match meta {
        Meta::Path(path) => path,
        Meta::List(list) => list,
        Meta::NameValue(pair) => &pair.value,
    }
}

fn literal(meta: &Meta) -> Option<&Lit> {
    match value(meta)? {
        Expr::Lit(literal) => Some(&literal.lit),
        _ => None,
    }
}

/// Returns the value after `=`, without the invisible delimiters of a macro's `$fragment`.
fn value(meta: &Meta) -> Option<&Expr> {
    let Meta::NameValue(pair) = meta else {
        return None;
    };
    let mut value = &pair.value;
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    Some(value)
}
