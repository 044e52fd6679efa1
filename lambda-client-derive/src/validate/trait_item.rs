//! Rules about the trait as a whole.

use crate::attributes::{hides_ours, is_ours};
use crate::diagnostics::Diagnostics;
use crate::model::{Service, ServiceMember};
use crate::parse::OtherKind;

/// Applies every rule; the answer is whether generated code can implement the trait.
pub(super) fn check(service: &Service<'_>, diagnostics: &mut Diagnostics) -> bool {
    attribute_is_single(service, diagnostics);
    names_differ(service, diagnostics);
    trait_mode_can_honour(service, diagnostics);
    // A `&&` would skip the rules behind the first broken one.
    let plain = is_plain(service, diagnostics);
    let not_generic = is_not_generic(service, diagnostics);
    let only_methods = only_methods(service, diagnostics);
    plain && not_generic && only_methods
}

fn attribute_is_single(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    for attribute in &service.item.attrs {
        if is_ours(attribute) {
            diagnostics.push(
                attribute,
                "`#[lambda_fn]` is given twice; write all arguments into the first one",
            );
        } else if hides_ours(attribute) {
            diagnostics.push(
                attribute,
                "`#[lambda_fn]` is given twice, here behind a condition; write two traits under `#[cfg(..)]` instead",
            );
        }
    }
}

fn names_differ(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let taken = &service.item.ident;
    let options = service.options;
    let clashes = [
        (&options.client, taken, "the trait"),
        (&options.server, taken, "the trait"),
        (&options.server, &service.client, "the client"),
    ];
    for (given, taken, owner) in clashes {
        if let Some(given) = given
            && given.value == *taken
        {
            diagnostics.push(
                &given.at,
                format_args!("`{taken}` is already the name of {owner}; choose another one"),
            );
        }
    }
}

/// A default that the default mode of the same attribute rules out can only be a slip.
fn trait_mode_can_honour(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let options = service.options;
    if let Some(tail_log) = &options.tail_log
        && tail_log.value
        && let Some(mode) = options.mode.as_ref().map(|given| given.value)
    {
        super::settings::refuse_log(mode, &tail_log.at, diagnostics);
    }
}

fn is_plain(service: &Service<'_>, diagnostics: &mut Diagnostics) -> bool {
    let item = service.item;
    if let Some(unsafety) = &item.unsafety {
        diagnostics.push(
            unsafety,
            "the trait of a service cannot be `unsafe`, as the generated client implements it; remove `unsafe`",
        );
    }
    if let Some(auto_token) = &item.auto_token {
        diagnostics.push(
            auto_token,
            "the trait of a service cannot be `auto`, as it has methods; remove `auto`",
        );
    }
    item.unsafety.is_none() && item.auto_token.is_none()
}

fn is_not_generic(service: &Service<'_>, diagnostics: &mut Diagnostics) -> bool {
    let generics = &service.item.generics;
    if generics.params.is_empty() {
        return true;
    }
    diagnostics.push(
        &generics.params,
        "the trait of a service cannot be generic, as its types must be known to encode them; \
         write concrete types in its methods",
    );
    false
}

fn only_methods(service: &Service<'_>, diagnostics: &mut Diagnostics) -> bool {
    let mut only_methods = true;
    for member in &service.members {
        let ServiceMember::Other(other) = member else {
            continue;
        };
        only_methods = false;
        let message = match other.kind {
            OtherKind::Constant => {
                "a service has no associated constants; write the constant beside the trait"
            }
            OtherKind::Type => {
                "a service has no associated types; write concrete types in its methods"
            }
            OtherKind::Macro => {
                "`#[lambda_fn]` sees a trait before macros inside it are expanded; write the methods out"
            }
            // The parser has reported it.
            OtherKind::Unreadable => continue,
        };
        diagnostics.push(&other.tokens, message);
    }
    only_methods
}
