//! The rules for an enum of errors.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Fields, Type};

use super::model::{Model, Variant, is_platforms};
use crate::diagnostics::Diagnostics;
use crate::naming::plain;

/// Reports every mistake of the enum. A struct or a union has already been reported by the parser.
pub(super) fn validate(model: &Model<'_>, diagnostics: &mut Diagnostics) {
    if model.variants.is_none() {
        return;
    }
    for variant in model.variants() {
        if variant.is_other() {
            check_other(variant, model, diagnostics);
        } else {
            check_types(variant, diagnostics);
            check_retry(variant, diagnostics);
            check_owned(variant, diagnostics);
        }
    }
    check_distinct(model, diagnostics);
    check_constants(model, diagnostics);
    check_one_other(model, diagnostics);
}

fn check_other(variant: &Variant<'_>, model: &Model<'_>, diagnostics: &mut Diagnostics) {
    let arguments = &variant.arguments;
    if let Some(key) = &arguments.type_key {
        diagnostics.push(
            key,
            "`other` cannot have a `type`: it stands for every type that is not declared; remove `type`",
        );
    }
    if let Some(key) = &arguments.retry {
        diagnostics.push(
            key,
            "`other` cannot ask for a `retry`: it holds errors that are not declared; remove `retry`",
        );
    }
    if let Some(key) = &arguments.constant_key {
        diagnostics.push(
            key,
            "`other` cannot have a `constant`: it holds errors that are not declared; remove `constant`",
        );
    }
    if variant.fields.len() != 1 {
        let message = format!(
            "the variant marked `other` must hold the error and nothing else; write `{}({}::Error)`",
            variant.ident,
            shown_crate(model)
        );
        match variant.fields {
            Fields::Unit => diagnostics.push(variant.ident, message),
            fields => diagnostics.push(fields, message),
        }
    }
}

/// Returns the path of the runtime crate as the user would write it.
fn shown_crate(model: &Model<'_>) -> String {
    let Some(krate) = &model.krate else {
        return "lambda_client".to_owned();
    };
    let path = krate.segments.iter();
    let names: Vec<String> = path.map(|segment| segment.ident.to_string()).collect();
    names.join("::")
}

/// How the names begin that Step Functions keeps for its own errors.
const STEP_FUNCTIONS: &str = "States.";

fn check_types(variant: &Variant<'_>, diagnostics: &mut Diagnostics) {
    for literal in &variant.arguments.types {
        let name = literal.value();
        if name.starts_with(STEP_FUNCTIONS) {
            diagnostics.push(
                literal,
                format!(
                    "`{name}` cannot be the type of a function's error: Step Functions reserves names that begin with \
                     `{STEP_FUNCTIONS}`, so that no state machine could catch the error by its name; choose another name"
                ),
            );
        }
        if name.trim().is_empty() {
            diagnostics.push(
                literal,
                format!(
                    "empty `type`; write the `errorType` that the function sends, or remove `type` to use `{}`",
                    plain(variant.ident)
                ),
            );
        }
    }
}

/// Checks that the function itself can send the error that asks for a retry. With several types, `retry` is for those that it can.
fn check_retry(variant: &Variant<'_>, diagnostics: &mut Diagnostics) {
    let Some(key) = &variant.arguments.retry else {
        return;
    };
    let mut types = variant.types().into_iter();
    let Some((first, _)) = types.next().filter(|(name, _)| is_platforms(name)) else {
        return;
    };
    if types.all(|(name, _)| is_platforms(&name)) {
        diagnostics.push(
            key,
            format!(
                "`retry` has no effect on `{first}`, an error of the platform: only the function itself can ask for a retry; \
                 remove `retry`"
            ),
        );
    }
}

/// Fields are decoded from a response that does not outlive the error.
fn check_owned(variant: &Variant<'_>, diagnostics: &mut Diagnostics) {
    for field in variant.fields {
        if let Type::Reference(reference) = &field.ty {
            let owned = match &*reference.elem {
                Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
                Type::Slice(slice) => format!("Vec<{}>", slice.elem.to_token_stream()),
                other => other.to_token_stream().to_string(),
            };
            diagnostics.push(
                reference,
                format!("an error cannot borrow its fields; write `{owned}`"),
            );
        }
    }
}

/// Checks that each type belongs to one variant, and is declared only once there.
fn check_distinct(model: &Model<'_>, diagnostics: &mut Diagnostics) {
    let mut taken: BTreeMap<String, &Variant<'_>> = BTreeMap::new();
    for variant in model.variants().filter(|variant| !variant.is_other()) {
        for (error_type, span) in variant.types() {
            let Some(first) = taken.get(&error_type) else {
                taken.insert(error_type, variant);
                continue;
            };
            let message = match first.ident == variant.ident {
                true => format!("duplicate error type `{error_type}`; remove one of the two"),
                false => format!(
                    "the error type `{error_type}` is already used by the variant `{}`; choose another with \
                     `#[function_error(type = \"..\")]`",
                    first.ident
                ),
            };
            diagnostics.push_at(span, message);
        }
    }
}

/// Checks that each constant that the user names has its own name. One that is not named gives way.
fn check_constants(model: &Model<'_>, diagnostics: &mut Diagnostics) {
    let mut taken: BTreeMap<String, &Variant<'_>> = model
        .variants()
        .map(|variant| (plain(variant.ident), variant))
        .collect();
    for variant in model.variants() {
        let Some(constant) = &variant.arguments.constant else {
            continue;
        };
        let name = plain(constant);
        match taken.get(&name) {
            Some(first) => diagnostics.push(
                constant,
                format!(
                    "the name `{name}` is already used by the variant `{}`; choose another name for the constant",
                    first.ident
                ),
            ),
            None => {
                taken.insert(name, variant);
            }
        }
    }
}

fn check_one_other(model: &Model<'_>, diagnostics: &mut Diagnostics) {
    let mut others = model
        .variants()
        .filter_map(|variant| Some((variant, variant.arguments.other.as_ref()?)));
    match others.next() {
        Some((first, _)) => {
            for (_, key) in others {
                diagnostics.push(
                    key,
                    format!(
                        "duplicate `other`: the variant `{}` is already marked; remove one of the two",
                        first.ident
                    ),
                );
            }
        }
        // An attribute that could not be parsed may contain it.
        None if model.has_unreadable => {}
        None => {
            let krate = shown_crate(model);
            let candidate = model.variants().find(|variant| holds_error(variant));
            let message = match candidate {
                Some(variant) => format!(
                    "missing variant for errors that are not declared; mark `{}` with `#[function_error(other)]`",
                    variant.ident
                ),
                None => format!(
                    "missing variant for errors that are not declared; add `#[function_error(other)] \
                     Other({krate}::Error)`"
                ),
            };
            diagnostics.push(model.ident, message);
        }
    }
}

/// Returns whether the variant seems to lack only the mark.
fn holds_error(variant: &Variant<'_>) -> bool {
    let mut fields = variant.fields.iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        return false;
    };
    let Type::Path(path) = &field.ty else {
        return false;
    };
    path.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "Error")
}
