//! Rules about where arguments go and under which keys.

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::args::OptionKey;
use crate::diagnostics::Diagnostics;
use crate::model::{Argument, Method, PayloadForm, Role};

pub(super) fn roles_are_single(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let mut tenants = Vec::new();
    let mut contexts = Vec::new();
    for argument in &method.arguments {
        if let (Some(_), Some(context)) =
            (&argument.options.tenant, &argument.options.client_context)
        {
            diagnostics.push(
                &context.at,
                "an argument cannot be both `tenant` and `client_context`; remove one of them",
            );
            continue;
        }
        if let Some(given) = &argument.options.tenant {
            tenants.push((argument, given));
        }
        if let Some(given) = &argument.options.client_context {
            contexts.push((argument, given));
        }
    }
    for (what, found) in [("tenant", tenants), ("client_context", contexts)] {
        let mut found = found.into_iter();
        let Some((first, _)) = found.next() else {
            continue;
        };
        for (argument, given) in found {
            if argument.attributes.excludes(&first.attributes) {
                continue;
            }
            diagnostics.push(
                &given.at,
                format_args!(
                    "duplicate `{what}`: the argument `{}` is already marked; remove one of the two",
                    first.ident
                ),
            );
        }
    }
}

/// A condition must not change the form of the payload.
pub(super) fn form_is_unconditional(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if form_is_unread(method) || method.payload_form() != PayloadForm::Value {
        return;
    }
    for argument in method
        .payload()
        .filter(|argument| argument.is_conditional())
    {
        diagnostics.push(
            &argument.syntax.pat,
            "the only argument is the whole payload and cannot be conditional; add `#[lambda_fn(named)]` to the \
             method to send an object",
        );
    }
}

/// Returns whether an invalid argument was meant to make the payload an object.
fn form_is_unread(method: &Method<'_>) -> bool {
    let options = &method.options;
    options.is_unread(OptionKey::Named) || options.is_unread(OptionKey::Route)
}

pub(super) fn renames_have_an_effect(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if form_is_unread(method) {
        return;
    }
    let form = method.payload_form();
    for argument in &method.arguments {
        let Some(rename) = &argument.options.rename else {
            continue;
        };
        match (argument.role(), form) {
            (Role::Tenant | Role::ClientContext, _) => diagnostics.push(
                &rename.at,
                "this argument is not part of the payload, where it would have a key; remove `rename`",
            ),
            (Role::Payload, PayloadForm::Value) => diagnostics.push(
                &rename.at,
                "the only argument is the whole payload, without a key; add `#[lambda_fn(named)]` to the method to \
                 send an object",
            ),
            (Role::Payload, _) => {
                if argument.serde.renamed {
                    diagnostics.push(
                        &rename.at,
                        "the argument is already renamed by `#[serde(..)]`; remove one of the two",
                    );
                }
            }
        }
    }
}

pub(super) fn form_has_arguments(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if form_is_unread(method) {
        return;
    }
    if let Some(named) = &method.options.named
        && named.value
        && method.payload().next().is_none()
    {
        diagnostics.push(
            &named.at,
            "`named` has no effect on a method without arguments in the payload, which is `{}`; remove it",
        );
    }
    if let Some(rename_all) = &method.options.rename_all
        && !has_keys(method)
    {
        let message = match method.payload().next() {
            Some(_) => {
                "`rename_all` has no effect, since the only argument is the whole payload, without a key; remove it, or \
                 add `named` to send an object"
            }
            None => {
                "`rename_all` has no effect on a method without arguments in the payload; remove it, or move it to the \
                 trait to rename methods"
            }
        };
        diagnostics.push(&rename_all.at, message);
    }
}

/// Returns whether arguments of the method have keys.
pub(super) fn has_keys(method: &Method<'_>) -> bool {
    method.payload_form() == PayloadForm::Object && method.payload().next().is_some()
}

pub(super) fn serde_has_a_field(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if form_is_unread(method) {
        return;
    }
    let form = method.payload_form();
    for argument in &method.arguments {
        let message = match (argument.role(), form) {
            (Role::Payload, PayloadForm::Object) => continue,
            (Role::Payload, _) => match &argument.serde.of_fields {
                Some(entry) => {
                    let entry: TokenStream = entry.to_token_stream();
                    diagnostics.push(
                        &entry,
                        format_args!(
                            "`{entry}` applies to a field, but the only argument is the whole payload; add \
                             `#[lambda_fn(named)]` to the method to send an object"
                        ),
                    );
                    continue;
                }
                None => continue,
            },
            (Role::Tenant, _) => "a tenant is not serialized; remove `#[serde(..)]`",
            (Role::ClientContext, _) => {
                "a client context is not a field of the payload; move `#[serde(..)]` to a field of the type"
            }
        };
        if let Some(attribute) = argument.serde.attrs.first() {
            diagnostics.push(attribute, message);
        }
    }
}

pub(super) fn keys_differ(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if method.payload_form() != PayloadForm::Object {
        return;
    }
    let tag = method
        .settings
        .route
        .as_ref()
        .map(|route| route.value.as_str());
    let mut seen: Vec<&Argument<'_>> = Vec::new();
    let known = |argument: &&Argument<'_>| !argument.keys().is_empty() && argument.name_is_usable;
    for argument in method.payload().filter(known) {
        let keys = argument.keys();
        if let Some(key) = keys.iter().find(|key| tag == Some(**key)) {
            let instead = other_key(
                argument,
                key,
                "add `#[lambda_fn(rename = \"..\")]` to the argument",
            );
            diagnostics.push(
                argument.key_tokens(),
                format_args!(
                    "the key `{key}` is already used by `route`; {instead}, or choose another `route`"
                ),
            );
        } else if let Some((first, key)) = seen.iter().find_map(|first| {
            let key = keys.iter().find(|key| first.keys().contains(key))?;
            (!first.attributes.excludes(&argument.attributes)).then_some((first, key))
        }) {
            let instead = other_key(
                argument,
                key,
                "choose another with `#[lambda_fn(rename = \"..\")]`",
            );
            diagnostics.push(
                argument.key_tokens(),
                format_args!(
                    "the key `{key}` is already used by the argument `{}`; {instead}",
                    first.ident
                ),
            );
        } else {
            seen.push(argument);
        }
    }
}

/// Says how to change a key: `plain` if it is the name of the argument.
fn other_key<'a>(argument: &Argument<'_>, key: &str, plain: &'a str) -> &'a str {
    match (argument.wire_name == key, &argument.serde.rename) {
        (false, _) => "remove the alias",
        (true, Some(_)) => "change `#[serde(rename = \"..\")]`",
        (true, None) => plain,
    }
}
